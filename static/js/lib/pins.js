// @ts-check
/** Numbers that stay in view: which they are, and what they show at a step. */

import { home } from './address.js';
import { isKnown, shownAs } from './steps.js';

/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Trace} Trace */

/** A value before and after its update is one pin. @param {Cell} cell */
export const keyOf = ({ address, at }) => [home(address), ...at].join();

/** What a number is called where numbers are kept. @param {string} address @param {number[]} at */
export const cellKey = (address, at) => [address, ...at].join();

/** @param {Cell[]} pins @param {Cell | null} cell */
export const isPinned = (pins, cell) =>
  Boolean(cell) && pins.some((pin) => keyOf(pin) === keyOf(/** @type {Cell} */ (cell)));

/**
 * With a number more, or with one less if it was among them.
 * @param {Cell[]} pins
 * @param {Cell} cell
 * @returns {Cell[]}
 */
export const toggled = (pins, { address, at }) =>
  isPinned(pins, { address, at })
    ? pins.filter((pin) => keyOf(pin) !== keyOf({ address, at }))
    : [...pins, { address: home(address), at }];

/**
 * What a pin shows: the address whose number stands for it now; null where this network has no such
 * cell.
 * @param {Trace} trace
 * @param {Cell} pin
 * @param {number} cursor
 * @returns {{cell: Cell, known: boolean} | null}
 */
export function pinnedAt(trace, { address, at }, cursor) {
  const shape = trace.tensors[address]?.shape;
  if (shape?.length !== at.length || !at.every((index, axis) => index < shape[axis])) return null;
  return {
    cell: { address: shownAs(trace, address, cursor), at },
    known: isKnown(trace, address, cursor),
  };
}
