// @ts-check
/** A tensor in words, for who does not see it: its name, who uses it, its shape, what it is now. */

import { parse } from '../../lib/address.js';
import { readersOf } from '../../lib/edges.js';
import { frozenBehind } from '../../lib/frozen.js';
import { label, nodeName } from '../../lib/names.js';
import { sizes } from '../../lib/shape.js';

/** @typedef {import('../scene.js').Scene} Scene */

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {{whose: string, look: string}} now
 */
export const said = ({ trace, t }, address, { whose, look }) =>
  [
    label(address, trace),
    whose,
    sizes(trace.tensors[address].shape),
    frozenBehind(trace, address) && t('stage.frozen'),
    t(`stage.look.${look}`),
  ]
    .filter(Boolean)
    .join(', ');

/**
 * Who uses a tensor that several do, or whose part of a gradient it is.
 * @param {Scene} scene
 * @param {string} address
 */
export function usedBy({ trace, t, lang }, address) {
  const name = (/** @type {string} */ node) => nodeName(node, trace, t);
  const reader = parse(address)?.reader;
  if (reader) return t('stage.from', { who: name(reader) });
  const readers = [...new Set(readersOf(address, trace).map(({ node }) => node))];
  if (readers.length < 2) return '';
  return t('stage.used', { who: new Intl.ListFormat(lang).format(readers.map(name)) });
}
