// @ts-check
/** What a tensor is at one step: not known yet, just written, being read, known, or already old. */

import { denominator } from './address.js';
import { isKnown, shownAs, writerOf } from './steps.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {'unknown' | 'written' | 'read' | 'old' | 'known'} Look */

/**
 * @param {Trace} trace
 * @param {string} address   of a place on the stage
 * @param {number} cursor
 * @returns {Look}
 */
export function lookOf(trace, address, cursor) {
  if (!isKnown(trace, address, cursor)) return 'unknown';
  const step = trace.steps[cursor];
  if (!step) return 'known';
  const shown = shownAs(trace, address, cursor);
  if (step.writes === shown) return 'written';
  if (Object.values(step.reads).includes(shown) && !isFromShelf(trace, shown, step)) return 'read';
  return isOld(trace, address, cursor) ? 'old' : 'known';
}

/**
 * Backward takes what forward stored from the shelf, not from where it was computed.
 * @param {Trace} trace
 * @param {string} address
 * @param {import('../types.js').Step} step
 */
const isFromShelf = (trace, address, step) => step.phase === 'backward' && address in trace.memory;

/**
 * The parameters have moved since it was computed, or, for a parameter's gradient, it has been
 * used.
 * @param {Trace} trace
 * @param {string} address
 * @param {number} cursor
 */
function isOld(trace, address, cursor) {
  const { steps, tensors } = trace;
  if (steps[cursor].phase !== 'update') return false;
  const writer = steps[writerOf(trace, address)];
  if (!writer || writer.phase === 'update' || tensors[address].role === 'drawn') return false;
  const parameter = denominator(address);
  if (tensors[address].role === 'gradient' && tensors[parameter]?.role === 'parameter') {
    return shownAs(trace, parameter, cursor) !== parameter;
  }
  return true;
}

/**
 * The step at which a tensor lands on the shelf: when the block that keeps it sees it first.
 * @param {Trace} trace
 * @param {string} address
 * @param {string} node   the block that keeps it
 */
export function storedAt(trace, address, node) {
  const seen = trace.steps.find(
    (step) =>
      step.node === node &&
      (step.phase === 'forward' || step.phase === 'error') &&
      Object.values(step.reads).includes(address),
  );
  return Math.max(writerOf(trace, address), seen?.index ?? -1);
}

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {number} cursor
 * @param {number} stored   what `storedAt` says
 * @returns {'empty' | 'storing' | 'reading' | 'stored' | 'old'}
 */
export function chipLook(trace, address, cursor, stored) {
  if (cursor < stored) return 'empty';
  const step = trace.steps[cursor];
  if (step?.phase === 'backward' && Object.values(step.reads).includes(address)) return 'reading';
  if (step && cursor === stored) return 'storing';
  return step && isOld(trace, address, cursor) ? 'old' : 'stored';
}
