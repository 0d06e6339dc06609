// @ts-check
/**
 * A sum of tensors of one shape that a step's formula speaks of, in numbers: the cell that is asked
 * for stands at the same place in each of them.
 */
import { around, nearly } from './product.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./product.js').Matrix} Matrix */

/**
 * @typedef {object} Summed    as a formula says it: result = parts[0] + parts[1] + …
 * @property {string} result
 * @property {string[]} parts
 *
 * @typedef {object} Sum
 * @property {Matrix[]} parts   those that are shown
 * @property {number} rest      how many more there are
 * @property {Matrix} result
 * @property {number} row       of the cell that is asked for
 * @property {number} col
 * @property {boolean} cut      whether rows, columns, parts or whole matrices are left out
 */

/** So many parts are shown at most; of more, one less. */
const SHOWN = 4;

/**
 * Null where the numbers are not at hand, or are not those of such a sum.
 * @param {Summed} said
 * @param {Trace} trace
 * @param {number[]} at   the cell of the result that is asked for
 * @param {{rows: number, cols: number}} most
 * @returns {Sum | null}
 */
export function sumOf({ result, parts }, trace, at, most) {
  const shape = trace.tensors[result]?.shape ?? [];
  const all = [...parts, result].map((address) => trace.tensors[address]);
  const same = all.every((one) => one?.data && `${one.shape}` === `${shape}`);
  if (!same || !shape.length || shape.includes(0)) return null;
  const cell = shape.map((length, axis) =>
    at.length === shape.length ? Math.min(at[axis], length - 1) : 0,
  );
  const [col, row = 0] = cell.toReversed();
  const [width, height = 1] = shape.toReversed();
  const rows = around(height, row, most.rows);
  const cols = around(width, col, most.cols);
  const plane = (/** @type {string} */ address) => ({
    ...matrix(address, trace, cell),
    rows,
    cols,
  });
  const terms = parts.map(plane);
  const whole = plane(result);
  for (const i of rows)
    for (const j of cols)
      if (i !== null && j !== null && !adds(terms, i, j, whole.value(i, j))) return null;
  const shown = terms.slice(0, terms.length > SHOWN ? SHOWN - 1 : SHOWN);
  const rest = terms.length - shown.length;
  const others = shape.slice(0, -2).some((length) => length > 1);
  const cut = rest > 0 || others || [rows, cols].some((all) => all.includes(null));
  return { parts: shown, rest, result: whole, row, col, cut };
}

/**
 * The matrix of the last two axes in which a cell lies; a vector is one row.
 * @param {string} address @param {Trace} trace @param {number[]} cell
 */
function matrix(address, trace, cell) {
  const { shape, data } = trace.tensors[address];
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    shape.length === 1 ? [j] : [...cell.slice(0, -2), i, j];
  const index = (/** @type {number[]} */ place) =>
    place.reduce((flat, k, axis) => flat * shape[axis] + k, 0);
  return {
    address,
    at,
    value: (/** @type {number} */ i, /** @type {number} */ j) => (data ?? [])[index(at(i, j))],
  };
}

/** @param {Matrix[]} parts @param {number} i @param {number} j @param {number} value */
function adds(parts, i, j, value) {
  const terms = parts.map((part) => part.value(i, j));
  return nearly(terms)(value);
}
