// @ts-check
/**
 * What each unit of the layers makes of the plane: a sheet of small planes; one of them enlarges.
 */
import { el } from '../../platform/dom.js';
import { liveOn } from '../../lib/live.js';
import { nodeName, text } from '../../lib/names.js';
import { nodeOf } from '../../lib/address.js';
import { planesOf } from '../../lib/planes.js';
import { lookOf } from '../../lib/picture.js';
import { paintCurve } from './paint-curve.js';
import { ofUnit, paint, sized } from './paint-plane.js';

/** Between two of them, and around a layer's name. */
const GAP = 4;
const NAME = 26;
/** More of a layer are not shown at once. */
const MOST = 64;

/**
 * The planes of a layer as they are known now.
 * @param {import('../../types.js').State} state
 * @param {string} address
 */
export const planeNow = ({ runs, stage }, address) =>
  (liveOn(runs, stage.trace)?.units[address] ?? runs.planes?.tensors[address]) || null;

/**
 * One of them: over the plane, or along a single input.
 * @param {HTMLElement} area
 * @param {HTMLCanvasElement} canvas
 * @param {import('../../types.js').Tensor} y   of its layer
 * @param {{j: number, of: Pick<import('../../types.js').State, 'runs'>}} which
 */
export function paintUnit(area, canvas, y, { j, of }) {
  if (lookOf(of.runs.samples) === 'curve') paintCurve(area, canvas, y, j);
  else paint(canvas, ofUnit(area, y, { j, lined: false }), null);
}

/**
 * @param {HTMLElement} area
 * @param {import('./view.js').Context} context
 */
export function createUnits(area, { store, t, act }) {
  let built = '';
  /** @type {{address: string, j: number, canvas: HTMLCanvasElement}[]} */
  let tiles = [];
  area.addEventListener('click', (event) => {
    const tile = /** @type {HTMLElement} */ (event.target).closest('[data-unit]');
    if (tile instanceof HTMLElement)
      act.enlarge(tile.dataset.layer ?? '', Number(tile.dataset.unit));
  });
  area.addEventListener('keydown', (event) => {
    const tile = /** @type {HTMLElement} */ (event.target).closest('[data-unit]');
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !tile) return;
    const all = /** @type {HTMLElement[]} */ ([...area.querySelectorAll('[data-unit]')]);
    const across = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const row = all.filter(
      (other) => other.offsetTop === /** @type {HTMLElement} */ (tile).offsetTop,
    ).length;
    all[
      Math.max(
        0,
        Math.min(
          all.length - 1,
          all.indexOf(/** @type {HTMLElement} */ (tile)) + (across ? by : by * row),
        ),
      )
    ].focus();
    event.preventDefault();
    event.stopPropagation();
  });

  const build = () => {
    const { stage, reader, server } = store.get();
    const { trace, shown } = stage;
    const layers = planesOf(trace, shown).all.map((address) => ({
      address,
      count: Math.min(MOST, trace?.tensors[address].shape[1] ?? 0),
    }));
    const [width, height] = [area.clientWidth, area.clientHeight];
    const key = JSON.stringify([layers, width, height, reader.lang]);
    if (key === built || !trace) return;
    built = key;
    const side = sideOf(
      layers.map(({ count }) => count),
      width,
      height,
    );
    tiles = [];
    area.replaceChildren(
      ...layers.map(({ address, count }) => {
        const node = trace.nodes.find(({ id }) => id === nodeOf(address));
        return el(
          'section',
          null,
          el(
            'h4',
            null,
            nodeName(nodeOf(address), trace, t),
            el('span', null, server.catalog.layers[node?.kind ?? '']?.title[reader.lang] ?? ''),
          ),
          el(
            'div',
            { class: 'unit-row', style: { '--side': `${side}px` } },
            Array.from({ length: count }, (_, j) => {
              const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' } });
              tiles.push({ address, j, canvas });
              sized(canvas, side);
              return el(
                'button',
                {
                  dataset: { unit: j, layer: address },
                  attrs: {
                    type: 'button',
                    'aria-label': t('train.fit.unit', { name: text(address, trace), j }),
                    title: t('train.fit.unit', { name: text(address, trace), j }),
                  },
                },
                canvas,
              );
            }),
          ),
        );
      }),
    );
  };

  return {
    draw() {
      build();
      for (const { address, j, canvas } of tiles) {
        const y = planeNow(store.get(), address);
        if (y && j < (y.shape[1] ?? 1)) paintUnit(area, canvas, y, { j, of: store.get() });
      }
    },
    forget() {
      built = '';
    },
  };
}

/**
 * The largest side at which all of them have room.
 * @param {number[]} counts @param {number} width @param {number} height
 */
function sideOf(counts, width, height) {
  for (let side = 150; side > 22; side -= 1) {
    const across = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
    const high = counts.reduce(
      (sum, count) => sum + NAME + Math.ceil(count / across) * (side + GAP),
      0,
    );
    if (high <= height) return side;
  }
  return 22;
}
