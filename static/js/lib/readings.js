// @ts-check
/** What a layer that is offered might read besides the layer before it, the likeliest first. */
import { DATA } from './address.js';

/** @typedef {import('./layers.js').Entry} Entry */
/** @typedef {Record<string, string>} Reads   what it reads besides what comes right before it */

/** So many layers that it might read besides. */
const SOURCES = 4;

/**
 * What a kind might read besides what comes right before it: the last layers first. As many ways
 * to try, all but one of them for who reads several.
 * @param {string[]} inputs   of the kind
 * @param {Entry[]} entries
 * @param {number} index   before, or instead of, this layer
 * @param {boolean} swap
 * @returns {Reads[]}
 */
export function readings([first, ...besides], entries, index, swap) {
  if (!besides.length) return [swap ? carriedOn(entries, index, [first]) : {}];
  const kept = swap ? carriedOn(entries, index, [first, ...besides]) : {};
  const [nearest, ...others] = [DATA, ...entries.slice(0, index).map(({ key }) => key)].reverse();
  const alike = [...others, nearest].slice(0, SOURCES).map((source) => besides.map(() => source));
  // where several are asked for, each reads a layer of its own before all read one
  const apart = besides.length > 1 && others.length >= besides.length ? [others] : [];
  return [...apart, ...alike].map((sources) => ({
    ...Object.fromEntries(besides.map((name, k) => [name, sources[k]])),
    ...kept,
  }));
}

/**
 * What a layer read stays read by the one in its place, name by name.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {string[]} names   of the inputs of the new kind
 */
const carriedOn = (entries, index, names) =>
  Object.fromEntries(Object.entries(entries[index].reads).filter(([name]) => names.includes(name)));
