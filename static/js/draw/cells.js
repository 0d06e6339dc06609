// @ts-check
/** A tensor's numbers as cells, and the ink frames around cells that a number was computed from. */

import { el, write } from '../platform/dom.js';
import { box } from '../lib/grid.js';
import { depth } from '../lib/scale.js';
import { extent, find } from '../lib/shape.js';

/** @typedef {import('../lib/shape.js').Flat} Flat */
/** @typedef {import('../lib/grid.js').Pitch} Pitch */
/** @typedef {import('../lib/grid.js').Rectangle} Rectangle */

/** Frames around pixels are at least this large. */
const LEAST = 5;

/**
 * Empty cells in the rows of a grid; maps are kept apart by an empty track.
 * @param {Flat} flat
 * @returns {{rows: HTMLElement[], cells: Map<string, HTMLElement>}}   cells by their index, such as
 *   "1,0"
 */
export function cellRows(flat) {
  const { rows, cols } = extent(flat);
  /** @type {Map<string, HTMLElement>} */
  const cells = new Map();
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = el('div', { class: 'line', attrs: { role: 'row' } });
    for (let col = 0; col < cols; col += 1) {
      const at = find(flat, row, col);
      if (!at) continue;
      const cell = el('span', {
        class: 'cell',
        dataset: { at: at.join(',') },
        attrs: { role: 'gridcell', tabindex: -1 },
      });
      if (flat.count > 1) {
        const line = row + 1 + Math.floor(row / flat.rows); // one is left free between two maps
        const column = col + 1 + Math.floor(col / flat.cols);
        cell.style.gridArea = `${line} / ${column}`;
      }
      cells.set(at.join(','), cell);
      line.append(cell);
    }
    return line;
  });
  return { rows: lines, cells };
}

/**
 * The tracks of such a grid.
 * @param {number} count   of maps along this axis
 * @param {number} size    cells of one map along it
 * @param {string} cell    width or height of a cell
 */
export const tracks = (count, size, cell) =>
  Array(count).fill(`repeat(${size}, ${cell})`).join(' var(--apart) ');

/**
 * Fills one cell: colour by sign and size, hatched where it is no number.
 * @param {HTMLElement} cell
 * @param {number} value
 * @param {string} text
 * @param {number} top   where the colours end
 */
export function fill(cell, value, text, top) {
  write(cell, text);
  cell.classList.toggle('pos', value > 0);
  cell.classList.toggle('neg', value < 0);
  cell.classList.toggle('nan', Number.isNaN(value));
  cell.style.setProperty('--m', depth(value, top).toFixed(3));
}

/**
 * @param {Flat} flat
 * @param {Pitch} pitch
 * @param {Rectangle} rectangle
 * @param {{inset: number, name: string}} look   what lies between the picture's edge and its first
 *   cell
 */
export function frame(flat, pitch, rectangle, { inset, name }) {
  const { left, top, width, height } = box(flat, pitch, rectangle);
  const wide = Math.max(width, LEAST);
  const high = Math.max(height, LEAST);
  return el('u', {
    class: name,
    style: {
      left: `${inset + left - (wide - width) / 2}px`,
      top: `${inset + top - (high - height) / 2}px`,
      width: `${wide}px`,
      height: `${high}px`,
    },
  });
}
