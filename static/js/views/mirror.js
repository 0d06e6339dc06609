// @ts-check
/**
 * What a layer uses of another: a small hatched copy of each parameter, and of its part of that
 * one's gradient, that leads to the owner.
 */
import { paint } from '../draw/heatmap.js';
import { gradientOf, nodeOf, partOf, tensor } from '../lib/address.js';
import { pitchWithin } from '../lib/pitch.js';
import { measure } from '../lib/grid.js';
import { largest } from '../lib/largest.js';
import { lookOf } from '../lib/moment.js';
import { nodeName, text } from '../lib/names.js';
import { own } from '../lib/scale.js';
import { layOut, sizes } from '../lib/shape.js';
import { shownAs } from '../lib/steps.js';
import { folded } from '../lib/together.js';
import { el } from '../platform/dom.js';
import { pictureOf, pixels, stretched } from './heat.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

/** Its picture: cells of twelve pixels, while there are few. */
const SIZE = { width: 52, height: 40 };
const GROW = 0.78;
/** The hatching around it; stage.css has the same. */
const PAD = 6;

/**
 * What stands in it has its room before it is known.
 * @param {{width: number, height: number}} size
 */
const room = ({ width, height }) => ({
  'min-width': `${width + 2 * PAD}px`,
  'min-height': `${height + 2 * PAD}px`,
});

/**
 * A mirror for each parameter that a node shares, and one for its part of the gradient; none where
 * it has its own.
 * @param {Scene} scene
 * @param {string} id
 */
export function mirrors(scene, id) {
  const { trace } = scene;
  const owner = trace.nodes.find((node) => node.id === id)?.share;
  const names = Object.keys(trace.nodes.find((node) => node.id === owner)?.parameters ?? {});
  const shared = names.map((name) => tensor(owner ?? '', name));
  const parts = shared
    .map((address) => ({ address, part: partOf(gradientOf(address), id) }))
    .filter(({ part }) => part in trace.tensors);
  return {
    above: shared.map((address) => createMirror(scene, address, address)),
    below: parts.map(({ address, part }) => createMirror(scene, address, part)),
  };
}

/**
 * @param {Scene} scene
 * @param {string} parameter   that it leads to
 * @param {string} address     of what it shows: the parameter, or a part of its gradient
 */
function createMirror(scene, parameter, address) {
  const { trace, t } = scene;
  const owner = nodeOf(parameter);
  const from = nodeName(owner, trace, t);
  const said = t('stage.mirror', { what: text(address, trace), owner: from });
  const pitch = pitchWithin(trace.tensors[address], SIZE, GROW);
  const size = measure(layOut(trace.tensors[address]), pitch);
  const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' }, style: pixels(size) });
  const glass = el('i', { style: room(size) });
  const node = el(
    'button',
    {
      class: `mirror ${scene.kind(address)}`,
      dataset: { source: parameter },
      attrs: { type: 'button', 'aria-label': said, title: said },
      on: { click: () => lead(scene, owner, parameter) },
    },
    el('span', null, text(address, trace)),
    glass,
    el('em', null, `↙ ${from}`),
  );
  let drawn = '';

  return {
    node,
    /** @param {Now} now */
    update({ cursor, live, whole, veil }) {
      const shown = shownAs(trace, address, cursor);
      const look = lookOf(trace, address, cursor);
      const known = look !== 'unknown' && veil !== shown;
      const stands = `${known} ${shown} ${live} ${scene.paintings}`;
      node.dataset.look = known || whole ? look : 'unknown';
      if (stands === drawn) return;
      drawn = stands;
      if (known) show(shown);
      glass.replaceChildren(known ? canvas : sizes(trace.tensors[address].shape));
    },
  };

  /** @param {string} shown */
  function show(shown) {
    const { data, flat } = pictureOf(scene, shown);
    const kind = scene.kind(address);
    paint(canvas, { data, flat, pitch: stretched(flat, pitch, size), kind, top: own(data) });
  }
}

/**
 * To the owner's tile; where it is folded away, it is unfolded first.
 * @param {Scene} scene
 * @param {string} owner
 * @param {string} address
 */
function lead({ trace, act, store }, owner, address) {
  const within = folded(trace, store.get().focus.opened).find(({ nodes }) => nodes.includes(owner));
  if (within) act.turn(within.key);
  const tile = document.querySelector(`.board figure[data-tensor="${address}"]`);
  const cell = tile?.querySelector('button, [tabindex]');
  tile?.scrollIntoView({ block: 'nearest', inline: 'center' });
  if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  act.select(address, largest(trace.tensors[address]));
}
