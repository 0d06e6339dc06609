// @ts-check
/**
 * The body of a tensor with too many numbers to read: a heat-map with a text twin that says the
 * selected cell.
 */

import { frame } from '../draw/cells.js';
import { paint } from '../draw/heatmap.js';
import { el, write } from '../platform/dom.js';
import { cell as cellName } from '../lib/names.js';
import { compact } from '../lib/format.js';
import { cellAt, measure, walk } from '../lib/grid.js';
import { own } from '../lib/scale.js';
import { extent, hides, indices, layOut, lie, offset, place } from '../lib/shape.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Body} Body */
/** @typedef {import('../lib/shape.js').Flat} Flat */

/** Between the tile's edge and its picture. */
export const INSET = 3;

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {(at: number[]) => void} select
 * @returns {Body}
 */
export function createHeat(scene, address, select) {
  const { shape } = scene.trace.tensors[address];
  const flat = layOut(scene.trace.tensors[address]);
  const pitch = scene.form(address).pitch;
  const size = measure(flat, pitch);
  const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' }, style: pixels(size) });
  const spoken = createTwin(scene, address, flat);
  const node = gridOf({
    address,
    flat,
    canvas,
    row: spoken.row,
    on: { click: clicked, keydown: moved },
  });
  let shown = address;

  /** @param {MouseEvent} event */
  function clicked(event) {
    const { left, top } = canvas.getBoundingClientRect();
    const at = cellAt(flat, pitch, event.clientX - left, event.clientY - top);
    if (at) select(at);
  }

  /** @param {KeyboardEvent} event */
  function moved(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.key === 'Enter' ? spoken.at() : walk(flat, spoken.at(), event.key);
    if (!at) return;
    event.preventDefault();
    event.stopPropagation();
    spoken.say(at, shown);
    select(at);
  }

  return {
    node,
    show(now) {
      shown = now;
      const picture = pictureOf(scene, shown);
      paint(canvas, {
        ...picture,
        pitch: stretched(picture.flat, pitch, size),
        kind: scene.kind(address),
        top: own(picture.data),
        masked: hides(scene.trace.tensors[shown]),
      });
      spoken.say(spoken.at(), shown);
    },
    mark(at) {
      node.querySelector('.pin')?.remove();
      if (!at) return;
      spoken.say(at, shown);
      const cell = { ...place(flat, at), rows: 1, cols: 1 };
      node.append(frame(flat, pitch, cell, { inset: INSET, name: 'pin' }));
    },
    hide() {}, // what stands for it while it is hidden is not a picture
    follow(sample) {
      node.querySelector('.followed')?.remove();
      if (sample === null) return;
      const all = cellsOf(flat, shape, sample);
      node.append(frame(flat, pitch, all, { inset: INSET, name: 'followed' }));
    },
    pitch: () => pitch,
  };
}

/**
 * @param {{
 *   address: string,
 *   flat: Flat,
 *   canvas: HTMLElement,
 *   row: HTMLElement,
 *   on: {click: (event: MouseEvent) => void, keydown: (event: KeyboardEvent) => void},
 * }} grid
 */
function gridOf({ address, flat, canvas, row, on }) {
  const { rows, cols } = extent(flat);
  const attrs = { role: 'grid', tabindex: 0, 'aria-rowcount': rows, 'aria-colcount': cols };
  return el('div', { class: 'heat', dataset: { address }, attrs, on }, canvas, row);
}

/**
 * What a picture says to who does not see it: the selected cell; at first, the first.
 * @param {Scene} scene
 * @param {string} address
 * @param {Flat} flat
 */
function createTwin(scene, address, flat) {
  const { shape } = scene.trace.tensors[address];
  const twin = el('span', { class: 'twin', attrs: { role: 'gridcell' } });
  const row = el('div', { attrs: { role: 'row' } }, twin);
  let selected = shape.map(() => 0);
  let told = '';
  /** @param {number[]} at */
  const point = (at) => {
    if (told === String(at)) return;
    told = String(at);
    const spot = place(flat, at);
    row.setAttribute('aria-rowindex', String(spot.row + 1));
    twin.setAttribute('aria-colindex', String(spot.col + 1));
  };
  return {
    row,
    at: () => selected,
    /** @param {number[]} at @param {string} shown   the address whose numbers are in the picture */
    say(at, shown) {
      selected = at;
      const { data } = scene.look(shown);
      point(at);
      const value = data ? ` = ${compact(data[offset(at, shape)])}` : '';
      write(twin, cellName(address, at, scene.trace) + value);
    },
  };
}

/**
 * Where the cells of one sample lie.
 * @param {Flat} flat
 * @param {number[]} shape
 * @param {number} sample
 */
function cellsOf(flat, shape, sample) {
  const all = shape.slice(1).reduce((product, length) => product * length, 1);
  const corner = (/** @type {number} */ k) => place(flat, indices(sample * all + k, shape));
  const [from, to] = [corner(0), corner(all - 1)];
  return { ...from, rows: to.row - from.row + 1, cols: to.col - from.col + 1 };
}

/** @param {{width: number, height: number}} size */
export const pixels = ({ width, height }) => ({ width: `${width}px`, height: `${height}px` });

/**
 * The numbers of a tensor, or of the preview that stands for them.
 * @param {Scene} scene
 * @param {string} address
 */
export function pictureOf(scene, address) {
  const { shape, data, preview } = scene.look(address);
  if (data || !preview) return { data: data ?? [], flat: lie(shape) };
  return { data: preview.data, flat: lie(preview.shape) };
}

/**
 * A preview has fewer cells: they are as much larger.
 * @param {Flat} flat
 * @param {import('../lib/grid.js').Pitch} pitch
 * @param {{width: number, height: number}} size
 */
export function stretched(flat, pitch, size) {
  const { rows, cols } = extent(flat);
  if (flat.count > 1 || pitch.gap > 0) return pitch;
  return { width: size.width / cols, height: size.height / rows, gap: 0, apart: 0 };
}
