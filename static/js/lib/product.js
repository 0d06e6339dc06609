// @ts-check
/**
 * The product of two matrices that a step's formula speaks of, in numbers: which rows and columns
 * of them are shown around the cell that is asked for.
 */

/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Factor
 * @property {string} address
 * @property {boolean} transposed
 *
 * @typedef {object} Multiplied    as a formula says it: result = left · right + added
 * @property {string} result
 * @property {Factor} left
 * @property {Factor} right
 * @property {string | null} added   a row that is added to every row of the product
 *
 * @typedef {object} Matrix
 * @property {string} address
 * @property {(number | null)[]} rows   which are shown; null stands for those that are left out
 * @property {(number | null)[]} cols
 * @property {(row: number, col: number) => number} value
 * @property {(row: number, col: number) => number[]} at   the cell of its tensor
 *
 * @typedef {object} Product
 * @property {Matrix} left
 * @property {Matrix} right
 * @property {Matrix | null} added
 * @property {Matrix} result
 * @property {number} row      of the cell that is asked for
 * @property {number} col
 * @property {boolean} cut     whether rows or columns are left out
 */

/**
 * So many rows and columns are shown of a matrix at most, those of a longer one around the cell
 * that is asked for.
 */
const MOST = { rows: 4, cols: 4 };

/**
 * Null where the numbers are not at hand, or are not those of such a product.
 * @param {Multiplied} said
 * @param {Trace} trace
 * @param {number[]} at   the cell of the result that is asked for
 * @param {{rows: number, cols: number}} [most]
 * @returns {Product | null}
 */
export function productOf(said, trace, at, most = MOST) {
  const [left, right, result] = [
    said.left,
    said.right,
    { address: said.result, transposed: false },
  ].map((factor) => matrix(factor, trace));
  const added = said.added ? vector(said.added, trace) : null;
  if (!left || !right || !result || (said.added && !added)) return null;
  const { height, width } = result;
  const inner = left.width;
  if (
    left.height !== height ||
    right.height !== inner ||
    right.width !== width ||
    (added && added.width !== width)
  )
    return null;
  const [row, col] =
    at.length === 2 ? [Math.min(at[0], height - 1), Math.min(at[1], width - 1)] : [0, 0];
  const rows = around(height, row, most.rows);
  const cols = around(width, col, most.cols);
  const through = around(inner, 0, most.cols);
  const sums = (/** @type {number} */ i, /** @type {number} */ j) =>
    sum({ left, right, added }, inner, i, j);
  for (const i of rows)
    for (const j of cols)
      if (i !== null && j !== null && !sums(i, j)(result.value(i, j))) return null;
  return {
    left: { ...left, rows, cols: through },
    right: { ...right, rows: through, cols },
    result: { ...result, rows, cols },
    added: added && { ...added, rows: [0], cols },
    row,
    col,
    cut: [rows, cols, through].some((shown) => shown.includes(null)),
  };
}

/**
 * Indices from 0 to count − 1, at most so many of them and those next to `at`; null where some are
 * left out.
 * @param {number} count @param {number} at @param {number} most
 * @returns {(number | null)[]}
 */
export function around(count, at, most) {
  if (count <= most) return Array.from({ length: count }, (_, k) => k);
  const first = Math.max(0, Math.min(at - Math.floor((most - 1) / 2), count - most));
  const shown = Array.from({ length: most }, (_, k) => first + k);
  return [...(first > 0 ? [null] : []), ...shown, ...(first + most < count ? [null] : [])];
}

/** @param {Factor} factor @param {Trace} trace */
function matrix({ address, transposed }, trace) {
  const { shape, data } = trace.tensors[address] ?? { shape: [], data: null };
  if (shape.length !== 2 || !data) return null;
  const [height, width] = transposed ? shape.toReversed() : shape;
  const at = (/** @type {number} */ row, /** @type {number} */ col) =>
    transposed ? [col, row] : [row, col];
  return {
    address,
    height,
    width,
    at,
    value: (/** @type {number} */ row, /** @type {number} */ col) =>
      data[at(row, col)[0] * shape[1] + at(row, col)[1]],
  };
}

/** @param {string} address @param {Trace} trace */
function vector(address, trace) {
  const { shape, data } = trace.tensors[address] ?? { shape: [], data: null };
  if (shape.length !== 1 || !data) return null;
  return {
    address,
    height: 1,
    width: shape[0],
    at: (/** @type {number} */ _, /** @type {number} */ col) => [col],
    value: (/** @type {number} */ _, /** @type {number} */ col) => data[col],
  };
}

/** What a digit of a sum may be off by, in shares of what is added. */
const ROUNDING = 1e-9;

/**
 * Whether a number is the sum of the products of a row and a column.
 * @param {{left: NonNullable<ReturnType<typeof matrix>>, right: NonNullable<ReturnType<typeof
 *   matrix>>, added: ReturnType<typeof vector>}} product
 * @param {number} inner @param {number} row @param {number} col
 * @returns {(value: number) => boolean}
 */
function sum({ left, right, added }, inner, row, col) {
  const terms = Array.from({ length: inner }, (_, k) => left.value(row, k) * right.value(k, col));
  return nearly([added?.value(0, col) ?? 0, ...terms]);
}

/**
 * Whether a number is the sum of these, but for rounding; what is not finite says nothing.
 * @param {number[]} terms
 * @returns {(value: number) => boolean}
 */
export function nearly(terms) {
  const total = terms.reduce((sum, term) => sum + term, 0);
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  return (value) => !Number.isFinite(size) || Math.abs(total - value) <= ROUNDING * size;
}
