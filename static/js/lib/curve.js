// @ts-check
/**
 * A curve as a path: broken where the function is not, and where it leaves the picture for good.
 */

/**
 * @typedef {{x: import('../types.js').Tensor, y: import('../types.js').Tensor, slope:
 *   import('../types.js').Tensor}} Curve
 * @typedef {{expression: string, formula: import('../types.js').Formula, derivative:
 *   import('../types.js').Formula, curve: Curve}} Curves
 */

/** The picture shows as much above and below 0, at least and at most. */
const LEAST = 1;
const MOST = 4;

/**
 * How far up and down both curves go, within reason.
 * @param {number[][]} curves
 */
export function reach(curves) {
  const sizes = curves.flat().filter(Number.isFinite).map(Math.abs);
  return Math.min(MOST, Math.max(LEAST, ...sizes));
}

/**
 * @param {number[]} x
 * @param {number[]} y
 * @param {number} top     the value at the upper edge
 * @param {{width: number, height: number}} size
 */
export function pathOf(x, y, top, { width, height }) {
  const low = x[0];
  const span = x[x.length - 1] - low;
  const far = 4 * top;
  const right = (/** @type {number} */ value) => (((value - low) / span) * width).toFixed(1);
  const down = (/** @type {number} */ value) =>
    (((1 - Math.max(-far, Math.min(far, value)) / top) * height) / 2).toFixed(1);
  let drawn = false;
  return x
    .map((value, k) => {
      const jump = k > 0 && Math.abs(y[k] - y[k - 1]) > 2 * top; // a pole, not a slope
      if (!Number.isFinite(y[k])) {
        drawn = false;
        return '';
      }
      const point = `${drawn && !jump ? 'L' : 'M'}${right(value)} ${down(y[k])}`;
      drawn = true;
      return point;
    })
    .join('');
}
