// @ts-check
/**
 * What each unit of the layers makes of the plane: a sheet of small planes; one of them enlarges.
 */
import { el } from '../../platform/dom.js';
import { sizeOf } from '../../platform/sizes.js';
import { nodeName, text } from '../../lib/names.js';
import { nodeOf } from '../../lib/address.js';
import { planesOf } from '../../lib/planes.js';
import { sized } from './paint-plane.js';
import { paintUnit, planeNow } from './unit.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {{address: string, count: number}} Layer   and how many of its units are seen */
/** @typedef {{address: string, j: number, canvas: HTMLCanvasElement}} Tile */

/** Between two of them, and around a layer's name. */
const GAP = 4;
const NAME = 26;
/** The side of one, in pixels. */
const SIDE = { least: 22, most: 150, last: 240 };
/** More of a layer are not shown at once. */
const MOST = 64;

/**
 * @param {HTMLElement} area
 * @param {import('./view.js').Context} context
 */
export function createUnits(area, { store, t, act }) {
  /** @type {Tile[]} */
  let tiles = [];
  area.addEventListener('click', (event) => {
    const tile = tileAt(event);
    if (tile) act.enlarge(tile.dataset.layer ?? '', Number(tile.dataset.unit));
  });
  area.addEventListener('keydown', (event) => walk(area, event));

  /** @param {Layer} layer @param {Trace} trace @param {number} side */
  const section = ({ address, count }, trace, side) => {
    const { reader, server } = store.get();
    const node = trace.nodes.find(({ id }) => id === nodeOf(address));
    return el(
      'section',
      null,
      el(
        'h3',
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
          const name = t('train.fit.unit', { name: text(address, trace), j });
          return el(
            'button',
            {
              dataset: { unit: j, layer: address },
              attrs: { type: 'button', 'aria-label': name, title: name },
            },
            canvas,
          );
        }),
      ),
    );
  };

  /** What the sheet was built for. */
  let built = '';
  const build = () => {
    const { trace, shown } = store.get().stage;
    const layers = planesOf(trace, shown).all.map((address) => ({
      address,
      count: Math.min(MOST, trace?.tensors[address].shape[1] ?? 0),
    }));
    const { width, height } = sizeOf(area);
    const key = JSON.stringify([layers, width, height, store.get().reader.lang]);
    if (key === built || !trace) return;
    built = key;
    tiles = [];
    const sides = sidesOf(layers, width, height);
    area.replaceChildren(...layers.map((layer, k) => section(layer, trace, sides[k])));
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

/** @param {Event} event @returns {HTMLElement | null} */
const tileAt = ({ target }) => /** @type {HTMLElement} */ (target).closest('[data-unit]');

/**
 * Arrow keys lead along a row, and from row to row.
 * @param {HTMLElement} area
 * @param {KeyboardEvent} event
 */
function walk(area, event) {
  const tile = tileAt(event);
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by || !tile) return;
  const all = /** @type {HTMLElement[]} */ ([...area.querySelectorAll('[data-unit]')]);
  const across = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const row = all.filter(({ offsetTop }) => offsetTop === tile.offsetTop).length;
  const to = all.indexOf(tile) + (across ? by : by * row);
  all[Math.max(0, Math.min(all.length - 1, to))].focus();
  event.preventDefault();
  event.stopPropagation();
}

/** How high a layer is with tiles of this side. @param {number} width */
const heightIn =
  (width) =>
  (/** @type {Layer} */ { count }, /** @type {number} */ side) => {
    const across = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
    return NAME + Math.ceil(count / across) * (side + GAP);
  };

/**
 * The largest side at which all of them have room; the last layer, whose outputs the network is
 * for, has what is left.
 * @param {Layer[]} layers @param {number} width @param {number} height
 */
function sidesOf(layers, width, height) {
  const high = heightIn(width);
  const all = (/** @type {number} */ side) => layers.reduce((sum, one) => sum + high(one, side), 0);
  let side = SIDE.most;
  while (side > SIDE.least && all(side) > height) side -= 1;
  const last = layers[layers.length - 1];
  const left = height - all(side) + (last ? high(last, side) : 0);
  let wide = side;
  while (last && wide < SIDE.last && wide + 1 <= width && high(last, wide + 1) <= left) wide += 1;
  return layers.map((one) => (one === last ? wide : side));
}
