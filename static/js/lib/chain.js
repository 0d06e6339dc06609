// @ts-check
/** Which chains the panel shows, and how far each of their factors is known. */
import { gradientOf, tensor } from './address.js';
import { isKnown, writerOf } from './steps.js';

/** @typedef {import('../types.js').Trace} Trace */

/** More rows than this do not fit beside the rest. */
const ROWS = 3;

/**
 * The gradients at the ends of the rows: for each layer with parameters the first of them, or the
 * one being computed; from the last layer to the first, and around the current one where there are
 * many.
 * @param {Trace} trace
 * @param {number} cursor
 * @returns {string[]}
 */
export function targets(trace, cursor) {
  const step = trace.steps[cursor];
  const order = trace.nodes.map(({ id }) => id);
  const place = (/** @type {string | undefined} */ node) => (node ? order.indexOf(node) : Infinity);
  const rows = trace.nodes
    .filter((node) => Object.keys(node.parameters ?? {}).length > 0)
    .reverse()
    .map((node) => {
      const gradients = Object.keys(node.parameters).map((name) =>
        gradientOf(tensor(node.id, name)),
      );
      return {
        node: node.id,
        address: gradients.find((address) => address === step?.writes) ?? gradients[0],
      };
    })
    .filter((row) => writerOf(trace, row.address) >= 0);
  const here = rows.findIndex(
    (row) => row.node === step?.node || place(row.node) <= place(step?.node),
  );
  const middle = step?.phase === 'update' || here < 0 ? rows.length - 1 : here;
  const start = Math.max(0, Math.min(middle - 1, rows.length - ROWS));
  return rows.slice(start, start + ROWS).map((row) => row.address);
}

/**
 * @param {Trace} trace
 * @param {string} denominator
 * @param {number} cursor
 * @returns {'now' | 'known' | 'unknown'}
 */
export function stateOf(trace, denominator, cursor) {
  const gradient = gradientOf(denominator);
  if (trace.steps[cursor]?.writes === gradient) return 'now';
  return isKnown(trace, gradient, cursor) ? 'known' : 'unknown';
}
