// @ts-check
/** A number as a bar, to the left of the middle below 0, as long as it is beside the largest. */
import { svg } from '../lib/sketch.js';

/** @param {number} value @param {number} largest   the largest magnitude beside it */
export function barOf(value, largest) {
  const length =
    Number.isFinite(value) && largest > 0 && Number.isFinite(largest)
      ? (28 * Math.abs(value)) / largest
      : 0;
  return svg(
    'svg',
    { attrs: { viewBox: '0 0 60 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' } },
    svg('path', { attrs: { d: 'M30 0V20' } }),
    svg('rect', {
      class: value < 0 ? 'length neg' : 'length pos',
      attrs: { x: value < 0 ? 30 - length : 30, y: 5, width: length, height: 10, rx: 1.5 },
    }),
  );
}
