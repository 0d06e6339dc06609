// @ts-check
/** The first numbers of a tensor, as a small table. */

/** More rows or columns than this are left out, and three dots stand for them. */
const MOST = 4;

/**
 * Rows of cells; null stands for what is left out. Null where the numbers are not at hand, and of
 * more than two axes.
 * @param {number[]} shape
 * @param {number[] | null} data   flat, row by row
 * @returns {({at: number[], value: number} | null)[][] | null}
 */
export function corner(shape, data) {
  if (!data || shape.length > 2) return null;
  const [height, width] = [shape.length > 1 ? shape[0] : 1, shape.at(-1) ?? 1];
  const cellAt = (/** @type {number} */ row, /** @type {number} */ column) => ({
    at: shape.length > 1 ? [row, column] : shape.map(() => column),
    value: data[row * width + column],
  });
  const rows = first(height).map((row) => {
    const cells = first(width).map((column) => cellAt(row, column));
    return width > MOST ? [...cells, null] : cells;
  });
  return height > MOST ? [...rows, rows[0].map(() => null)] : rows;
}

/** @param {number} count */
const first = (count) => Array.from({ length: Math.min(count, MOST) }, (_, k) => k);
