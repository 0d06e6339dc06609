// @ts-check
/**
 * Layers that stand together under one name: Attention, MLP. A page may fold them into one block.
 */
import { nodeOf, positionOf } from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Node} Node */

/**
 * @typedef {object} Together
 * @property {string} key       the first of its layers
 * @property {string} name
 * @property {string[]} nodes   in their order
 */

/**
 * One for each name that two or more layers in a row share.
 * @param {Trace} trace
 * @returns {Together[]}
 */
export function together(trace) {
  /** @type {Together[]} */
  const found = [];
  let last = '';
  for (const { id, group } of trace.nodes.filter((node) => positionOf(node.id) !== null)) {
    if (group && group === last) found[found.length - 1].nodes.push(id);
    else if (group) found.push({ key: id, name: group, nodes: [id] });
    last = group ?? '';
  }
  return found.filter(({ nodes }) => nodes.length > 1);
}

/**
 * Those that are folded: all that nobody has opened.
 * @param {Trace} trace
 * @param {string[]} opened   keys
 */
export const folded = (trace, opened) => together(trace).filter(({ key }) => !opened.includes(key));

/**
 * Those that have to be opened for these nodes and tensors to be seen.
 * @param {Trace} trace
 * @param {string[]} opened   keys
 * @param {string[]} places
 */
export function hiding(trace, opened, places) {
  const owners = places.map(nodeOf);
  return folded(trace, opened).filter(({ nodes }) => nodes.some((node) => owners.includes(node)));
}
