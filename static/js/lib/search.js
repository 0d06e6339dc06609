// @ts-check
/** The largest whole number for which there is room, found with few questions. */

/**
 * What is left shrinks, the larger the number; mostly in proportion, so that the next one to try
 * lies where a straight line would have nothing left. Now and then it is the middle: then no curve
 * takes long.
 * @param {{least: number, most: number}} range
 * @param {(size: number) => number} left   below 0 where it does not fit
 * @param {number} [near]   where it is believed to lie: two questions are enough if it does
 * @returns {number} the least where nothing fits
 */
export function largestWithin({ least, most }, left, near) {
  if (most <= least) return least;
  const isIn = near !== undefined && near >= least && near <= most;
  if (isIn && left(near) >= 0 && (near === most || left(near + 1) < 0)) return near;
  let low = { at: least, left: left(least) };
  if (low.left < 0) return least;
  let high = { at: most, left: left(most) };
  if (high.left >= 0) return most;
  for (let asked = 1; high.at - low.at > 1; asked += 1) {
    const aimed = asked % 3 ? alongLine(low, high) : Math.floor((low.at + high.at) / 2);
    const at = Math.min(high.at - 1, Math.max(low.at + 1, aimed));
    const found = { at, left: left(at) };
    if (found.left >= 0) low = found;
    else high = found;
  }
  return low.at;
}

/**
 * The last size for which a straight line through two answers leaves something.
 * @param {{at: number, left: number}} low @param {{at: number, left: number}} high
 */
export const alongLine = (low, high) =>
  low.at + Math.floor((low.left / (low.left - high.left)) * (high.at - low.at));
