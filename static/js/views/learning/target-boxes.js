// @ts-check
/** Samples whose targets are numbers: a box with the target at each, moved where two overlap. */
import { svg } from '../../lib/sketch.js';
import { fixed } from '../../lib/format.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {{x: number, y: number}} Spot   in pixels */

/** So many samples have room for their target. */
const MOST = 40;
/** A box, and what stays free around it, in pixels. */
const BOX = { width: 40, height: 24 };
const APART = 3;
/** Where a box may stand, from nearest to farthest: boxes to the right, boxes down. */
const BESIDE = [
  [0, 0],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [0, 2],
  [0, -2],
];

/** Whether targets are told in numbers. @param {Samples} samples */
export const areTold = ({ train, test }) =>
  !train.labels && train.x.shape[0] + (test.x.shape[0] ?? 0) <= MOST && Boolean(train.target.data);

/**
 * @param {Samples} samples
 * @param {Room} room
 * @param {number[]} batch   the rows that an iteration sees: ringed
 */
export function targetBoxes({ train, test }, room, batch) {
  const seen = new Set(batch);
  /** @type {Spot[]} */
  const taken = [];
  return [train, test].flatMap((part) => {
    const width = part.target.shape[1] ?? 1;
    const data = (part.x.data ?? []).map(Number);
    return Array.from({ length: part.x.shape[0] ?? 0 }, (_, row) => {
      const at = { x: room.x(data[2 * row]), y: room.y(data[2 * row + 1]) };
      const spot = freeSpot(taken, at, room);
      taken.push(spot);
      const ringed = part === train && seen.has(part.rows[row]) ? ' ringed' : '';
      return svg(
        'g',
        { class: `target-box${ringed}${part === test ? ' test' : ''}` },
        (spot.x !== at.x || spot.y !== at.y) && stalk(at, spot),
        box(spot, Number(part.target.data?.[row * width])),
      );
    });
  });
}

/** From a sample to its box. @param {Spot} at @param {Spot} to */
const stalk = (at, to) => [
  svg('path', { class: 'stalk', attrs: { d: `M${at.x} ${at.y}L${to.x} ${to.y}` } }),
  svg('circle', { attrs: { cx: at.x, cy: at.y, r: 2.6 } }),
];

/** @param {Spot} spot   its middle @param {number} target */
const box = ({ x, y }, target) => [
  svg('rect', { attrs: { x: x - BOX.width / 2, y: y - BOX.height / 2, ...BOX, rx: 5 } }),
  svg(
    'text',
    { attrs: { x, y: y + 5, 'text-anchor': 'middle' } },
    fixed(target, Math.abs(target) < 10 ? 1 : 0),
  ),
];

/**
 * The nearest place at which no other box lies; its own where all are taken.
 * @param {Spot[]} taken
 * @param {Spot} at
 * @param {Room} room
 * @returns {Spot}
 */
function freeSpot(taken, at, room) {
  const [wide, high] = [BOX.width + APART, BOX.height + APART];
  const spots = BESIDE.map(([right, down]) => ({
    x: inside(at.x + right * wide, room.width, BOX.width / 2),
    y: inside(at.y + down * high * 1.2, room.height, BOX.height / 2),
  }));
  const isFree = (/** @type {Spot} */ { x, y }) =>
    taken.every((other) => Math.abs(other.x - x) >= wide || Math.abs(other.y - y) >= high);
  return spots.find(isFree) ?? spots[0];
}

/** @param {number} value @param {number} most @param {number} half   of the box */
const inside = (value, most, half) => Math.max(half + APART, Math.min(most - half - APART, value));
