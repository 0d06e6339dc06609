// @ts-check
/**
 * Parameters that do not learn: which they are, and the list of them after one more is frozen or
 * let go.
 */
import { gradientOf, layerId, tensor } from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Node} Node */

/** Every frozen parameter of a trace, by address. @param {Trace} trace @returns {string[]} */
export const frozenIn = ({ nodes }) =>
  nodes.flatMap(({ id, frozen = [] }) => frozen.map((name) => tensor(id, name)));

/**
 * The frozen parameter whose gradient this is, or that this is; null if it learns.
 * @param {Trace} trace
 * @param {string} address
 */
export const frozenBehind = (trace, address) =>
  frozenIn(trace).find((name) => name === address || gradientOf(name) === address) ?? null;

/**
 * A description's list after one layer's parameters have been frozen or let go: the layer's own
 * name where none of them learns.
 * @param {{from: string | null}[]} entries   the layers as they stand now
 * @param {Node[]} nodes                      those that they go on from
 * @param {number} index
 * @param {string[]} names                    of its parameters that do not learn
 * @returns {string[]}
 */
export const frozenList = (entries, nodes, index, names) =>
  entries.flatMap(({ from }, k) => {
    const node = nodes.find(({ id }) => id === from);
    const all = Object.keys(node?.parameters ?? {});
    const now = k === index ? names : (node?.frozen ?? []);
    return all.length && all.every((name) => now.includes(name))
      ? [layerId(k + 1)]
      : now.map((name) => tensor(layerId(k + 1), name));
  });
