// @ts-check
/**
 * On a wire, in place of the batch: what each unit makes of the plane. A unit that is clicked
 * enlarges.
 */
import { el } from '../../platform/dom.js';
import { text } from '../../lib/names.js';
import { PLANES } from '../../lib/planes.js';
import { sized } from './paint-plane.js';
import { paintUnit, planeNow } from './unit.js';

/** So few stand in one column. */
const COLUMN = 4;
/** The side of one, in pixels, and what is between two. */
const SIDE = { least: 13, most: 24 };
const GAP = 2;
const PAD = 3;
/** Of the height of the window: how much all of them may take. */
const SHARE = 0.095;

/**
 * @param {import('../scene.js').Scene} scene
 * @param {string} address
 */
export function createTiles(scene, address) {
  const { store, act, t, trace } = scene;
  const all = trace.tensors[address].shape[1];
  const count = all > PLANES ? PLANES - 1 : all;
  const more = all - count;
  const across = count <= COLUMN ? 1 : Math.ceil(Math.sqrt(count + (more ? 1 : 0)));
  const down = Math.ceil((count + (more ? 1 : 0)) / across);
  const side = Math.round(
    Math.max(SIDE.least, Math.min(SIDE.most, (SHARE * window.innerHeight) / Math.max(down, 4))),
  );
  const length = (/** @type {number} */ n) => n * side + (n - 1) * GAP + 2 * PAD;
  const tiles = Array.from({ length: count }, (_, j) => {
    const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' } });
    sized(canvas, side);
    const name = t('train.fit.unit', { name: text(address, trace), j });
    const button = el(
      'button',
      {
        dataset: { unit: j },
        attrs: { type: 'button', 'aria-label': name, title: name },
        on: { click: () => act.enlarge(address, j) },
      },
      canvas,
    );
    return { canvas, button };
  });
  const node = el(
    'div',
    {
      class: 'unit-tiles',
      dataset: { address },
      attrs: { role: 'group' },
      style: { '--n': across, '--side': `${side}px` },
    },
    tiles.map(({ button }) => button),
    more > 0 && el('i', null, `+${more}`),
  );
  return {
    node,
    size: { width: `${length(across)}px`, height: `${length(down)}px` },
    show() {
      const y = planeNow(store.get(), address);
      const { unit } = store.get().focus;
      tiles.forEach(({ canvas, button }, j) => {
        button.classList.toggle('on', unit?.address === address && unit.j === j);
        if (y) paintUnit(node, canvas, y, { j, of: store.get() });
      });
    },
    mark() {},
    hide() {},
    follow() {},
    pitch: () => ({ width: side, height: side, gap: GAP, apart: 0 }),
  };
}
