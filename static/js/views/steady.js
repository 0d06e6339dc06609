// @ts-check
/**
 * While numbers change, their cells keep their widths: a number that grew longer is written smaller
 * before it makes the board move.
 */

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./sizing.js').Sizes} Sizes */
/** @typedef {Map<string, number>} Needs   how wide cells are, in times the size of their letters */
/** @typedef {Map<string, {need: number, shrink: number}>} Held */

/** Letters smaller than this part of their size are no longer read: the board is measured anew. */
export const LEAST = 0.78;

/** Between a number and the edges of its cell; stage.css has the same. */
const AIR = 2;

/**
 * @param {Needs} before   of the board as it stands
 * @param {Needs} now      of the new numbers
 * @param {Sizes['cell']} cell
 * @param {(address: string) => boolean} compact
 * @returns {Held | null}   null where a number has no room, even written smaller
 */
export function steady(before, now, cell, compact) {
  /** @type {Held} */
  const held = new Map();
  for (const [address, need] of now) {
    const size = compact(address) ? cell.small : cell.size;
    const least = compact(address) ? Math.min(cell.width, 3.4 * size) : cell.width;
    const had = before.get(address) ?? need;
    const room = Math.max(least - AIR, size * had);
    const shrink = Math.min(1, room / (size * need));
    if (shrink < LEAST) return null;
    held.set(address, { need: had, shrink });
  }
  return held;
}
