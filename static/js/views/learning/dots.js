// @ts-check
/** The samples in a picture: filled those to learn from, hollow those to test with. */
import { svg } from '../../lib/sketch.js';
import { CLASSES } from './palette.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../draw/plot.js').Room} Room */

/** Of the picture's side; and the least that is seen, in pixels. */
const RADIUS = 0.007;
const LEAST = 2.6;
/** So few, such as those of a truth table, are larger. */
const FEW = { count: 12, times: 2 };

/**
 * Each class has a shape of its own.
 * @param {Samples} samples
 * @param {Room} room
 * @param {(x: number[], row: number, part: import('../../types.js').Part) => number[]} placed
 */
export function dots({ train, test }, room, placed) {
  const rows = (train.x.shape[0] ?? 0) + (test.x.shape[0] ?? 0);
  const share = rows > FEW.count ? RADIUS : FEW.times * RADIUS;
  const r = Math.max(LEAST, share * Math.min(room.width, room.height));
  return [train, test].flatMap((part) => {
    const [count = 0, width = 1] = part.x.shape;
    const data = part.x.data ?? [];
    return Array.from({ length: data.length ? count : 0 }, (_, row) => {
      const [a, b] = placed(data.slice(row * width, (row + 1) * width).map(Number), row, part);
      const label = part.labels?.[row] ?? 0;
      return svg('path', {
        class: `sample c${label % CLASSES}${part === test ? ' test' : ''}`,
        attrs: { d: shapeOf(label, room.x(a), room.y(b), r) },
      });
    });
  });
}

/** @param {number} label @param {number} x @param {number} y @param {number} r */
export function shapeOf(label, x, y, r) {
  const n = (/** @type {number} */ value) => Number(value.toFixed(1));
  const at = `M${n(x)} ${n(y)}`;
  return [
    // its ends are a diameter of the rounded radius apart, or it is an egg
    `${at}m${n(-r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(2 * n(r))} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * n(r))} 0`,
    `${at}m${n(-r)} ${n(-r)}h${n(2 * r)}v${n(2 * r)}h${n(-2 * r)}z`,
    `${at}m0 ${n(-1.3 * r)}l${n(1.3 * r)} ${n(2.3 * r)}h${n(-2.6 * r)}z`,
    `${at}m0 ${n(-1.4 * r)}l${n(1.4 * r)} ${n(1.4 * r)}l${n(-1.4 * r)} ${n(1.4 * r)}l${n(-1.4 * r)} ${n(-1.4 * r)}z`,
    `${at}m${n(-r / 2)} ${n(-1.3 * r)}h${n(r)}v${n(0.8 * r)}h${n(0.8 * r)}v${n(r)}h${n(-0.8 * r)}v${n(0.8 * r)}h${n(-r)}v${n(-0.8 * r)}h${n(-0.8 * r)}v${n(-r)}h${n(0.8 * r)}z`,
  ][label % CLASSES];
}

/** Of a mark in a line of text. @param {number} label */
export const markOf = (label) =>
  svg(
    'svg',
    { class: 'class-mark', attrs: { viewBox: '0 0 12 12', 'aria-hidden': 'true' } },
    svg('path', { class: `sample c${label % CLASSES}`, attrs: { d: shapeOf(label, 6, 6, 4) } }),
  );
