// @ts-check
/**
 * The number of a tensor that a step points out by itself: the first broken one, else the largest
 * in magnitude.
 */

/** @typedef {import('../types.js').Tensor} Tensor */

/**
 * @param {Tensor} tensor
 * @returns {number[]}   its indices; in a tensor that came as a preview, those of the block's first
 *   cell
 */
export function largest(tensor) {
  if (tensor.data) return indices(peak(tensor.data), tensor.shape);
  if (!tensor.preview) return tensor.shape.map(() => 0);
  return firstOfBlock(
    indices(peak(tensor.preview.data), tensor.preview.shape),
    tensor.preview.shape,
    tensor.shape,
  );
}

/** @param {number[]} data */
function peak(data) {
  const broken = data.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) return broken;
  return data.reduce((best, value, k) => (Math.abs(value) > Math.abs(data[best]) ? k : best), 0);
}

/**
 * @param {number} flat
 * @param {number[]} shape
 */
export function indices(flat, shape) {
  let left = flat;
  return shape
    .toReversed()
    .map((length) => {
      const index = left % length;
      left = Math.floor(left / length);
      return index;
    })
    .reverse();
}

/**
 * A preview's rows are the first axis and its columns the rest, flattened; a vector is one row.
 * @param {number[]} block
 * @param {number[]} preview
 * @param {number[]} shape
 */
function firstOfBlock([row, column], [rows, columns], shape) {
  const vector = shape.length < 2;
  const height = vector ? 1 : shape[0];
  const rest = vector ? shape : shape.slice(1);
  const width = rest.reduce((size, length) => size * length, 1);
  const y = Math.floor((row * height) / rows);
  const x = Math.floor((column * width) / columns);
  return vector ? [x] : [y, ...indices(x, rest)];
}
