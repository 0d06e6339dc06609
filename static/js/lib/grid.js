// @ts-check
/**
 * The cells of a picture: where each one is drawn, which one is next to it, and which form one
 * rectangle.
 */

import { extent, find, place } from './shape.js';

/** @typedef {import('./shape.js').Flat} Flat */
/** @typedef {{row: number, col: number}} Spot */
/** @typedef {{row: number, col: number, rows: number, cols: number}} Rectangle */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */

/**
 * @typedef {object} Pitch    sizes in pixels
 * @property {number} width   of a cell
 * @property {number} height
 * @property {number} gap     between two cells
 * @property {number} apart   between two maps
 */

const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

/**
 * @param {number} index   of a row or a column
 * @param {number} inMap   how many of them a map has
 * @param {number} size
 * @param {Pitch} pitch
 */
const start = (index, inMap, size, { gap, apart }) =>
  index * (size + gap) + Math.floor(index / inMap) * (apart - gap);

/**
 * @param {Flat} flat
 * @param {Pitch} pitch
 * @returns {{width: number, height: number}}
 */
export function measure(flat, pitch) {
  const { rows, cols } = extent(flat);
  const { left, top, width, height } = box(flat, pitch, {
    row: rows - 1,
    col: cols - 1,
    rows: 1,
    cols: 1,
  });
  return { width: left + width, height: top + height };
}

/**
 * Where a rectangle of cells is drawn.
 * @param {Flat} flat
 * @param {Pitch} pitch
 * @param {Rectangle} rectangle
 * @returns {Box}
 */
export function box(flat, pitch, { row, col, rows, cols }) {
  const left = start(col, flat.cols, pitch.width, pitch);
  const top = start(row, flat.rows, pitch.height, pitch);
  return {
    left,
    top,
    width: start(col + cols - 1, flat.cols, pitch.width, pitch) + pitch.width - left,
    height: start(row + rows - 1, flat.rows, pitch.height, pitch) + pitch.height - top,
  };
}

/**
 * The cell under a point, or the nearest one.
 * @param {Flat} flat
 * @param {Pitch} pitch
 * @param {number} x
 * @param {number} y
 */
export function cellAt(flat, pitch, x, y) {
  const { rows, cols } = extent(flat);
  return find(
    flat,
    nearest(y, rows, { count: flat.rows, size: pitch.height }, pitch),
    nearest(x, cols, { count: flat.cols, size: pitch.width }, pitch),
  );
}

/**
 * @param {number} position
 * @param {number} total
 * @param {{count: number, size: number}} inMap   cells
 * @param {Pitch} pitch
 */
function nearest(position, total, { count: inMap, size }, pitch) {
  const map = Math.floor(position / start(inMap, inMap, size, pitch));
  const within = Math.floor(
    (position - start(map * inMap, inMap, size, pitch)) / (size + pitch.gap),
  );
  return Math.max(0, Math.min(total - 1, map * inMap + Math.min(inMap - 1, within)));
}

/**
 * The cell that an arrow key leads to; the same one at the edge.
 * @param {Flat} flat
 * @param {number[]} at
 * @param {string} key
 * @returns {number[] | null}   null for any other key
 */
export function walk(flat, at, key) {
  const move = MOVES[key];
  if (!move) return null;
  const { row, col } = place(flat, at);
  const { rows, cols } = extent(flat);
  const [down, right] = [row + move[0], col + move[1]];
  if (down < 0 || right < 0 || down >= rows || right >= cols) return at;
  return find(flat, down, right) ?? at;
}

/**
 * The fewest frames around these cells: one around a whole row or column, none that crosses from
 * map to map.
 * @param {Flat} flat
 * @param {number[][]} cells
 * @returns {Rectangle[]}
 */
export function frames(flat, cells) {
  const spots = cells.map((at) => place(flat, at)).sort((a, b) => a.row - b.row || a.col - b.col);
  /** @type {Rectangle[]} */
  const open = [];
  for (const run of runs(flat, spots)) {
    const above = open.find(
      (frame) =>
        frame.col === run.col &&
        frame.cols === run.cols &&
        frame.row + frame.rows === run.row &&
        run.row % flat.rows !== 0,
    );
    if (above) above.rows += 1;
    else open.push(run);
  }
  return open;
}

/**
 * Cells that lie side by side in one row of one map; the spots come in reading order.
 * @param {Flat} flat
 * @param {Spot[]} spots
 */
function runs(flat, spots) {
  /** @type {Rectangle[]} */
  const found = [];
  for (const { row, col } of spots) {
    const last = found[found.length - 1];
    const follows = last && last.row === row && last.col + last.cols === col;
    const again = last && last.row === row && col < last.col + last.cols;
    if (follows && col % flat.cols !== 0) last.cols += 1;
    else if (!again) found.push({ row, col, rows: 1, cols: 1 });
  }
  return found;
}
