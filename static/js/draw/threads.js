// @ts-check
/** Dotted threads from where forward produced a tensor down to its place on the memory shelf. */

import { svg } from '../lib/sketch.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./places.js').Spot} Spot */

/**
 * @param {Places} places
 * @param {{address: string, active: boolean, first: boolean}[]} stored   first: the leftmost on its
 *   part of the shelf
 */
export function threads(places, stored) {
  return stored.flatMap(({ address, active, first }) => {
    const from = places.figures.get(address);
    const to = places.chips.get(address);
    return from && to ? thread(from, to, active, first) : [];
  });
}

/**
 * @param {Spot} from
 * @param {Spot} to
 * @param {boolean} active
 * @param {boolean} first
 */
function thread(from, to, active, first) {
  const start = startOf(from, to);
  const end =
    first && start < to.left - 12
      ? `C${start} ${to.y} ${start + 4} ${to.y} ${to.left - 5} ${to.y}`
      : `C${start} ${to.top - 8} ${to.x} ${from.bottom + 8} ${to.x} ${to.top - 3}`;
  const name = active ? 'thread active' : 'thread';
  const cy = from.bottom + 4;
  return [
    svg('path', { class: name, attrs: { d: `M${start} ${cy}${end}` } }),
    svg('circle', { class: name, attrs: { cx: start, cy, r: 2.5 } }),
  ];
}

/**
 * It leaves a tensor near the side on which the shelf's place is.
 * @param {Spot} from
 * @param {Spot} to
 */
function startOf(from, to) {
  const margin = Math.min(12, (from.right - from.left) / 2);
  if (to.left > from.right) return from.right - margin;
  return to.right < from.left ? from.left + margin : from.x;
}
