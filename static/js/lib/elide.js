// @ts-check
/** Long lists in little room. */

/**
 * The first and the last of a list, and … for what is left out between them.
 * @param {string[]} items
 * @param {number} first
 * @param {number} last
 */
export const elide = (items, first, last) =>
  items.length > first + last + 1 ? [...items.slice(0, first), '…', ...items.slice(-last)] : items;
