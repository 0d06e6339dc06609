// @ts-check
/** The samples with a point among them that was put into their picture. */
import { targetOf, withPoint } from '../../lib/points.js';

/** @typedef {import('../../types.js').Samples} Samples */

/**
 * @typedef {object} Point
 * @property {number} right    of the picture's width, from 0 to 1
 * @property {number} above    of its height
 * @property {number} label    its class, where there are classes
 * @property {number} height   its target, where it is a number
 */

/**
 * @param {Samples} samples
 * @param {import('./adding.js').Place} place
 * @param {Point} point
 * @param {import('../../types.js').Lang} lang
 */
export function dataWith(samples, { across, up, curve }, { right, above, label, height }, lang) {
  const x = valueAt(right, across);
  const y = valueAt(above, up);
  const width = samples.train.target.shape[1] ?? 1;
  const target =
    samples.train.labels && !curve
      ? targetOf(samples, label)
      : Array(width).fill(curve ? y : height);
  return withPoint(samples, curve ? [x] : [x, y], target, lang);
}

/** Written shortly: nobody points at more digits. @param {number} share */
const valueAt = (share, /** @type {{min: number, max: number}} */ { min, max }) =>
  Number((min + share * (max - min)).toPrecision(4));
