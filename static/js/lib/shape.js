// @ts-check
/**
 * How a tensor of any rank lies flat on the screen. A vector is one row; from rank 3 on, the last
 * two axes are a map, and the maps form a grid: samples (or filters) below each other, channels
 * side by side.
 */

/**
 * @typedef {object} Flat
 * @property {number[]} shape
 * @property {number} rows      of one map
 * @property {number} cols      of one map
 * @property {number} down      maps below each other
 * @property {number} across    maps side by side
 * @property {number} count     maps in all; the last places of the grid may stay empty
 * @property {number} channels  maps that belong together, side by side
 * @property {boolean} [matrix] whether all axes but the first lie in one row, as in a preview
 */

/** Taller than this many times its width, a column of maps is folded. */
const TALL = 2;

/** "4×3"; a scalar is "1". @param {(number | string | null)[]} shape */
export const sizes = (shape) => shape.join('×') || '1';

/** Of one sample, all axes but the first: 3, 1×6×6. @param {(number | null)[]} shape */
export const ofSample = (shape) => sizes(shape.slice(1));

/** @param {number[]} shape */
const cellCount = (shape) => shape.reduce((product, size) => product * size, 1);

/**
 * @param {number[]} shape
 * @returns {Flat}
 */
export function lie(shape) {
  const [rows, cols] = shape.length > 1 ? shape.slice(-2) : [1, shape[0] ?? 1];
  const count = cellCount(shape.slice(0, -2));
  const channels = shape.length > 3 ? shape[shape.length - 3] : 1;
  const groups = count / channels;
  let fold = 1;
  while (fold < groups && Math.ceil(groups / fold) * rows > TALL * fold * channels * cols)
    fold += 1;
  return {
    shape,
    rows,
    cols,
    count,
    channels,
    across: channels * fold,
    down: Math.ceil(groups / fold),
  };
}

/**
 * What is known by a preview alone lies as the preview does: the first axis gives the rows, all
 * others the columns.
 * @param {{shape: number[], data: ArrayLike<number> | null}} tensor
 * @returns {Flat}
 */
export function layOut({ shape, data }) {
  if (data || shape.length < 3) return lie(shape);
  return {
    shape,
    rows: shape[0],
    cols: cellCount(shape.slice(1)),
    count: 1,
    channels: 1,
    across: 1,
    down: 1,
    matrix: true,
  };
}

/** Rows and columns of the whole picture. @param {Flat} flat */
export const extent = (flat) => ({ rows: flat.rows * flat.down, cols: flat.cols * flat.across });

/**
 * Where a cell lies in the whole picture.
 * @param {Flat} flat
 * @param {number[]} at
 * @returns {{row: number, col: number}}
 */
export function place(flat, at) {
  if (flat.matrix) return { row: at[0], col: offset(at.slice(1), flat.shape.slice(1)) };
  const map = offset(at.slice(0, -2), flat.shape.slice(0, -2));
  const group = Math.floor(map / flat.channels);
  const fold = flat.across / flat.channels;
  const row = at.length > 1 ? at[at.length - 2] : 0;
  const col = at[at.length - 1] ?? 0;
  return {
    row: Math.floor(group / fold) * flat.rows + row,
    col: ((group % fold) * flat.channels + (map % flat.channels)) * flat.cols + col,
  };
}

/**
 * The cell at a place of the picture; null where the last row of maps has a gap.
 * @param {Flat} flat
 * @param {number} row
 * @param {number} col
 * @returns {number[] | null}
 */
export function find(flat, row, col) {
  if (flat.matrix) return [row, ...indices(col, flat.shape.slice(1))];
  const fold = flat.across / flat.channels;
  const side = Math.floor(col / flat.cols);
  const group = Math.floor(row / flat.rows) * fold + Math.floor(side / flat.channels);
  const map = group * flat.channels + (side % flat.channels);
  if (map >= flat.count) return null;
  const last = [row % flat.rows, col % flat.cols].slice(2 - Math.min(2, flat.shape.length));
  return [...indices(map, flat.shape.slice(0, -2)), ...last];
}

/**
 * The position of a cell in row-major data.
 * @param {number[]} at
 * @param {number[]} shape
 */
export const offset = (at, shape) => at.reduce((sum, index, axis) => sum * shape[axis] + index, 0);

/**
 * The inverse of `offset`.
 * @param {number} position
 * @param {number[]} shape
 */
export function indices(position, shape) {
  const at = [];
  for (const size of [...shape].reverse()) {
    at.unshift(position % size);
    position = Math.floor(position / size);
  }
  return at;
}

/**
 * Whether some of a tensor's −∞ are meant: they hide what would stand there.
 * @param {{stats?: {masked?: number} | null}} tensor
 */
export const hides = ({ stats }) => (stats?.masked ?? 0) > 0;
