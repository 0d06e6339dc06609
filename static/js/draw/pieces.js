// @ts-check
/** Where the rail lies: all of its length, but between a wire and a block that does not read it. */

/** @typedef {import('./places.js').Places} Places */

/**
 * @param {Places} places
 * @param {import('../lib/arcs.js').Ways} ways
 * @param {number} start
 * @param {number} end
 * @returns {[number, number][]}   from the left to the right
 */
export function pieces(places, ways, start, end) {
  /** @type {[number, number][]} */
  const found = [];
  let from = start;
  [...places.frames.values()].forEach((frame, k) => {
    if (ways.joined.has(k)) return;
    const wire = [...places.wires.values()].findLast(({ right }) => right <= frame.left + 1);
    found.push([from, wire?.x ?? from]);
    from = frame.left;
  });
  return [...found, [from, end]];
}
