// @ts-check
/** Arrow keys through a list. */

/**
 * To which of so many a key leads, Home and End too; undefined where it leads nowhere.
 * @param {string} key
 * @param {number} here   −1 before the first
 * @param {number} count
 */
export function ledTo(key, here, count) {
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || !count ? undefined : (to + count) % count;
}
