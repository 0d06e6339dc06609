// @ts-check
/** Samples with one more among them: a point that somebody has put into the picture. */

/** @typedef {import('../types.js').Samples} Samples */
/** @typedef {import('../types.js').Part} Part */

/**
 * @typedef {{min: number, max: number}} Span
 * @typedef {{across: Span, up: Span, curve: boolean}} Place   what a picture shows; curve: points
 *   have one input, and their target is their height
 *
 * @typedef {object} Point     put into such a picture
 * @property {number} right    of its width, from 0 to 1
 * @property {number} above    of its height
 * @property {number} label    its class, where there are classes
 * @property {number} height   its target, where it is a number
 */

/** As many classes as the target can name. @param {Samples} samples */
export const classesOf = ({ train }) =>
  train.labels ? Math.max(2, train.target.shape[1] ?? 2) : 0;

/**
 * A target that means a class: as another sample's of that class, or a 1 in its place.
 * @param {Samples} samples
 * @param {number} label
 * @returns {number[]}
 */
export function targetOf({ train, test }, label) {
  const width = train.target.shape[1] ?? 1;
  for (const { labels, target } of [train, test]) {
    const row = labels?.indexOf(label) ?? -1;
    if (row >= 0 && target.data)
      return target.data.slice(row * width, (row + 1) * width).map(Number);
  }
  return Array.from({ length: width }, (_, k) => (width === 1 ? label : Number(k === label)));
}

/**
 * The samples as a description takes them, in their first order, with the new one last.
 * @param {Samples} samples
 * @param {number[]} x
 * @param {number[]} target
 * @param {import('../types.js').Lang} lang   the names of classes and features go on in one
 *   language
 */
export function withPoint({ train, test, classes, features }, x, target, lang) {
  const parts = [train, test];
  /** @type {number[][]} */
  const xs = [];
  /** @type {number[][]} */
  const targets = [];
  for (const part of parts) {
    part.rows.forEach((row, k) => {
      xs[row] = rowOf(part.x, k);
      targets[row] = rowOf(part.target, k);
    });
  }
  const named = (/** @type {import('../types.js').Words[] | null} */ words) =>
    words?.map((word) => word[lang]) ?? null;
  return {
    x: [...xs, x],
    target: [...targets, target],
    classes: named(classes),
    features: named(features),
  };
}

/**
 * The samples with one more, where it was put into their picture.
 * @param {Samples} samples
 * @param {Place} place
 * @param {Point} point
 * @param {import('../types.js').Lang} lang
 */
export function withPut(samples, { across, up, curve }, { right, above, label, height }, lang) {
  const x = valueAt(right, across);
  const y = valueAt(above, up);
  const width = samples.train.target.shape[1] ?? 1;
  const target =
    samples.train.labels && !curve
      ? targetOf(samples, label)
      : Array(width).fill(curve ? y : height);
  return withPoint(samples, curve ? [x] : [x, y], target, lang);
}

/** Written shortly: nobody points at more digits. @param {number} share @param {Span} span */
const valueAt = (share, { min, max }) => Number((min + share * (max - min)).toPrecision(4));

/** @param {import('../types.js').Tensor} tensor @param {number} k */
function rowOf({ shape, data }, k) {
  const width = shape.slice(1).reduce((all, side) => all * side, 1);
  return (data ?? []).slice(k * width, (k + 1) * width).map(Number);
}
