// @ts-check
/**
 * What a network says over a plane, as a surface: how probable each class is at each point, or one
 * number; and the lines along which it has a value.
 */
import { shades } from './picture.js';

/** @typedef {import('../types.js').Samples} Samples */
/** @typedef {import('../types.js').Tensor} Tensor */
/** @typedef {[number, number, number, number]} Piece   of a line: from x, y to x, y, in points */
/**
 * @typedef {{count: number, p: ArrayLike<number>}} Shares   of each class, point after point; NaN
 *   where the network sees none
 */

/** Rows that add up to 1 within this are probabilities already. */
const WHOLE = 1e-3;

/**
 * @param {Tensor} y
 * @param {Samples} samples
 * @returns {Shares | null}   null where outputs are no classes
 */
export function sharesOf({ shape, data }, { train }) {
  const count = shape[1] ?? 1;
  if (count < 2 || !train.labels || !data) return null;
  const p = Float64Array.from(data);
  if (!areShares(p, count))
    for (let from = 0; from < p.length; from += count) soften(p.subarray(from, from + count));
  return { count, p };
}

/** @param {Float64Array} rows @param {number} count */
function areShares(rows, count) {
  for (let from = 0; from < rows.length; from += count) {
    let sum = 0;
    for (let k = from; k < from + count; k += 1) {
      if (rows[k] < 0) return false;
      sum += rows[k];
    }
    if (Math.abs(sum - 1) > WHOLE) return false; // what is no number does not speak against it
  }
  return true;
}

/** Scores become probabilities. @param {Float64Array} row */
function soften(row) {
  const top = Math.max(...row);
  let sum = 0;
  for (let k = 0; k < row.length; k += 1) {
    row[k] = Math.exp(row[k] - top);
    sum += row[k];
  }
  for (let k = 0; k < row.length; k += 1) row[k] /= sum;
}

/**
 * How far a class is ahead of the best of the others, at each point: 0 where the network changes
 * its mind.
 * @param {Shares} shares
 * @param {number} k
 */
export function lead({ count, p }, k) {
  const ahead = new Float64Array(p.length / count);
  for (let point = 0; point < ahead.length; point += 1) {
    let best = -Infinity;
    for (let q = 0; q < count; q += 1) if (q !== k) best = Math.max(best, p[point * count + q]);
    ahead[point] = p[point * count + k] - best;
  }
  return ahead;
}

/**
 * The numbers of a single output, and the levels at which lines are drawn over them: for classes
 * their border, for numbers each half of a unit of the scale.
 * @param {Tensor} y
 * @param {Samples} samples
 */
export function heightsOf(y, samples) {
  const found = shades(y, samples);
  return 'depths' in found ? found.depths : [];
}

/**
 * A field that came rounded, without its steps: each point between its neighbours.
 * @param {ArrayLike<number>} field   row by row
 * @param {number} wide
 */
export function smoothed(field, wide) {
  const blur = (
    /** @type {ArrayLike<number>} */ from,
    /** @type {number} */ step,
    /** @type {number} */ line,
  ) => {
    const last = (step === 1 ? line : from.length / step) - 1;
    const to = Array(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const place = step === 1 ? at % line : Math.floor(at / step);
      const before = from[place > 0 ? at - step : at];
      const after = from[place < last ? at + step : at];
      to[at] = (before + 2 * from[at] + after) / 4;
    }
    return to;
  };
  const once = (/** @type {ArrayLike<number>} */ from) => blur(blur(from, 1, wide), wide, wide);
  return once(once(field));
}

/**
 * A line along which a field has a value, by marching squares.
 * @param {ArrayLike<number>} field   row by row
 * @param {number} wide
 * @param {number} level
 * @returns {Piece[]}
 */
export function contour(field, wide, level) {
  const high = field.length / wide;
  /** @type {Piece[]} */
  const found = [];
  for (let row = 0; row + 1 < high; row += 1) {
    for (let col = 0; col + 1 < wide; col += 1) {
      const at = row * wide + col;
      corners[0] = field[at] - level;
      corners[1] = field[at + 1] - level;
      corners[2] = field[at + wide + 1] - level;
      corners[3] = field[at + wide] - level;
      const ends = cutsOf(col, row);
      for (let k = 0; k + 3 < ends; k += 4)
        found.push([cuts[k], cuts[k + 1], cuts[k + 2], cuts[k + 3]]);
    }
  }
  return found;
}

/** Of the square in hand: a living plane has thousands, and none is kept. */
const corners = new Float64Array(4);
const cuts = new Float64Array(8);

/**
 * Where the line crosses the sides of the square.
 * @param {number} col
 * @param {number} row
 * @returns {number} how many coordinates that makes
 */
function cutsOf(col, row) {
  let count = 0;
  for (const [a, b, x, y, right, down] of EDGES) {
    const from = corners[a];
    const to = corners[b];
    if (from > 0 === to > 0 || !Number.isFinite(from) || !Number.isFinite(to)) continue;
    const share = from / (from - to);
    cuts[count] = col + x + share * right;
    cuts[count + 1] = row + y + share * down;
    count += 2;
  }
  return count;
}

/** The sides of a square: its corners, where it begins and where it goes. */
const EDGES = [
  [0, 1, 0, 0, 1, 0],
  [1, 2, 1, 0, 0, 1],
  [2, 3, 1, 1, -1, 0],
  [3, 0, 0, 1, 0, -1],
];
