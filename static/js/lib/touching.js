// @ts-check
/** Which numbers may be changed by hand, and how far a drag changes them. */

import { offset } from './shape.js';

/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Trace} Trace */

/** What is given rather than computed. */
const GIVEN = ['parameter', 'state', 'input', 'target'];

/** A drag over this many pixels changes a number by about its own size. */
const TRAVEL = 50;

/** Numbers nearer to 0 than this are dragged as if they were as large. */
const LEAST = 0.1;

/** @param {Trace | null} trace @param {Cell | null} cell */
export const canSet = (trace, cell) =>
  Boolean(trace && cell && GIVEN.includes(trace.tensors[cell.address]?.role));

/** What one pixel of a drag is worth: a round number. @param {number} start */
export const unitOf = (start) =>
  10 ** Math.floor(Math.log10(Math.max(Math.abs(finite(start)), LEAST))) / TRAVEL;

/**
 * Where a drag leads: in round steps from the start, ten times finer when asked.
 * @param {number} start
 * @param {number} pixels
 * @param {boolean} [fine]
 */
export function dragged(start, pixels, fine = false) {
  const unit = fine ? unitOf(start) / 10 : unitOf(start);
  return round(finite(start) + Math.round(pixels) * unit, unit);
}

/**
 * The ends of a slider around a number, and its step.
 * @param {number} value
 */
export function rangeAround(value) {
  const unit = unitOf(value);
  const reach = 100 * unit;
  const middle = round(finite(value), unit);
  return { min: round(middle - reach, unit), max: round(middle + reach, unit), step: unit };
}

/** @param {number} value */
const finite = (value) => (Number.isFinite(value) ? value : 0);

/** Without the dust of binary fractions. @param {number} value @param {number} unit */
const round = (value, unit) =>
  Number(value.toFixed(Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(unit))))));

/**
 * The number in a cell; of a tensor too large to be here, what its explanation says; null while
 * that is not known.
 * @param {Trace} trace
 * @param {Cell} cell
 * @param {import('../types.js').Explanation | null} [explanation]
 * @returns {number | null}
 */
export function valueAt(trace, { address, at }, explanation) {
  const { data, shape } = trace.tensors[address] ?? { data: null, shape: [] };
  if (data) return data[offset(at, shape)] ?? null;
  return explanation?.address === address && String(explanation.at) === String(at)
    ? explanation.value
    : null;
}
