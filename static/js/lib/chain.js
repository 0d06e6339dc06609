// @ts-check
/** Which chains the panel shows, and how far each of their factors is known. */
import {
  denominator,
  gradientOf,
  isKept,
  LOSS,
  nodeOf,
  ownerOf,
  partOf,
  tensor,
} from './address.js';
import { branches, handedOn } from './edges.js';
import { isKnown, writerOf } from './steps.js';

/** @typedef {import('../types.js').Trace} Trace */

/** More rows than this do not fit beside the rest. */
const ROWS = 3;

/**
 * The gradients that the panel is about: where the network branches the one at work, with a row for
 * each of its paths; of a chain one for several layers.
 * @param {Trace} trace
 * @param {number} cursor
 * @returns {string[]}
 */
export function targets(trace, cursor) {
  if (!branches(trace)) return layered(trace, cursor);
  const { writes, node } = trace.steps[cursor];
  const found = [writes, gradientOf(ownerOf(writes)), gradientOf(handedOn(node))].find((address) =>
    isKnownByChain(trace, address),
  );
  return found ? [found] : [];
}

/**
 * Whether it is the gradient of a parameter, or of what a node hands on.
 * @param {Trace} trace
 * @param {string} gradient
 */
function isKnownByChain(trace, gradient) {
  if (trace.tensors[gradient]?.role !== 'gradient' || isKept(gradient)) return false;
  const of = denominator(gradient);
  return trace.tensors[of]?.role === 'parameter' || of === handedOn(nodeOf(of));
}

/**
 * The gradient that a factor ends in: the part that comes by this way, where the tensor is used
 * several times.
 * @param {Trace} trace
 * @param {import('../types.js').Link} link
 */
export function gradientAt(trace, { denominator: of, node, input }) {
  const part = partOf(gradientOf(of), node, input ?? '');
  return part in trace.tensors ? part : gradientOf(of);
}

/**
 * @typedef {object} Bead
 * @property {import('../types.js').Link} link
 * @property {number} column    from 0, the error's
 * @property {number} skipped   how many columns lie between it and the bead before it
 * @property {boolean} above    whether the path is the same as one above up to here
 */

/**
 * Where the beads of paths stand: a column for each node on any of them, from the error on.
 * @param {Trace} trace
 * @param {import('../types.js').Link[][]} paths
 * @returns {{columns: string[], rows: Bead[][]}}
 */
export function laid(trace, paths) {
  const met = new Set(paths.flatMap((path) => path.map(({ node }) => node)));
  const columns = trace.nodes
    .map(({ id }) => id)
    .filter((id) => met.has(id) && id !== LOSS)
    .reverse();
  if (met.has(LOSS)) columns.unshift(LOSS);
  const same = (/** @type {number} */ count, /** @type {number} */ row) =>
    paths.slice(0, row).some((other) => wayOf(other, count) === wayOf(paths[row], count));
  const rows = paths.map((path, row) =>
    path.map((link, k) => {
      const column = columns.indexOf(link.node);
      const before = k ? columns.indexOf(path[k - 1].node) : column - 1;
      return { link, column, skipped: column - before - 1, above: same(k + 1, row) };
    }),
  );
  return { columns, rows };
}

/** @param {import('../types.js').Link[]} path @param {number} count */
const wayOf = (path, count) =>
  path.length < count
    ? ''
    : path
        .slice(0, count)
        .map(({ node, input, denominator: of }) => `${node} ${input} ${of}`)
        .join();

/**
 * The gradients at the ends of the rows: for each layer with parameters the first of them, or the
 * one being computed; from the last layer to the first, and around the current one where there are
 * many.
 * @param {Trace} trace
 * @param {number} cursor
 * @returns {string[]}
 */
function layered(trace, cursor) {
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
 * @param {string} gradient
 * @param {number} cursor
 * @returns {'now' | 'known' | 'unknown'}
 */
export function stateOf(trace, gradient, cursor) {
  if (trace.steps[cursor]?.writes === gradient) return 'now';
  return isKnown(trace, gradient, cursor) ? 'known' : 'unknown';
}
