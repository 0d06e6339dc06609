// @ts-check
/** The largest whole number for which there is room, found with few questions. */

/**
 * What is left shrinks, the larger the number; mostly in proportion, so that the next one to try
 * lies where a straight line would have nothing left. Now and then it is the middle: then no curve
 * takes long.
 * @param {{least: number, most: number}} range
 * @param {(size: number) => number} left   below 0 where it does not fit
 * @returns {number} the least where nothing fits
 */
export function largestWithin({ least, most }, left) {
  if (most <= least) return least;
  let low = { at: least, left: left(least) };
  if (low.left < 0) return least;
  let high = { at: most, left: left(most) };
  if (high.left >= 0) return most;
  for (let asked = 1; high.at - low.at > 1; asked += 1) {
    const share = asked % 3 ? low.left / (low.left - high.left) : 0.5;
    const aimed = low.at + Math.floor(share * (high.at - low.at));
    const at = Math.min(high.at - 1, Math.max(low.at + 1, aimed));
    const found = { at, left: left(at) };
    if (found.left >= 0) low = found;
    else high = found;
  }
  return low.at;
}
