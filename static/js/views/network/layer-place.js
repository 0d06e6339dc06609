// @ts-check
/**
 * A layer of the network that is being built: where the server's pointers find it, and how large.
 */

/** As the server's pointers begin. */
export const NETWORK = '/description/network';

/** @param {number} index */
export const layerPath = (index) => `${NETWORK}/layers/${index}`;

/** How many numbers it learns. @param {import('../../types.js').Node | undefined} node */
export const parameterCount = (node) =>
  Object.values(node?.parameters ?? {}).reduce(
    (sum, shape) => sum + shape.reduce((all, side) => all * side, 1),
    0,
  );
