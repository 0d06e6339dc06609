// @ts-check
/** What is known at a step, and where the steps of a phase or of a block begin and end. */
import { after } from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Phase} Phase */

/** @type {Phase[]} */
export const PHASES = ['forward', 'error', 'backward', 'update'];

/** @type {WeakMap<Trace, Map<string, number>>} */
const writers = new WeakMap();

/**
 * The index of the step that writes a tensor; -1 when it is given before the first step.
 * @param {Trace} trace
 * @param {string} address
 * @returns {number}
 */
export function writerOf(trace, address) {
  let map = writers.get(trace);
  if (!map) {
    map = new Map(trace.steps.map((step) => [step.writes, step.index]));
    writers.set(trace, map);
  }
  return map.get(address) ?? -1;
}

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {number} cursor
 */
export const isKnown = (trace, address, cursor) => writerOf(trace, address) <= cursor;

/**
 * The address whose numbers stand for this one now: after its update a parameter shows the new
 * value.
 * @param {Trace} trace
 * @param {string} address
 * @param {number} cursor
 */
export function shownAs(trace, address, cursor) {
  const next = after(address);
  const index = writerOf(trace, next);
  return index >= 0 && index <= cursor ? next : address;
}

/**
 * The last step of a phase, or null where the trace has none of it.
 * @param {Trace} trace
 * @param {Phase} phase
 * @returns {number | null}
 */
export function endOf(trace, phase) {
  const last = trace.steps.findLast((step) => step.phase === phase);
  return last ? last.index : null;
}

/**
 * The first step of the previous (-1) or the next (+1) block, within the phase of the cursor.
 * @param {Trace} trace
 * @param {number} cursor
 * @param {-1 | 1} direction
 * @returns {number | null}
 */
export function otherBlock(trace, cursor, direction) {
  const { steps } = trace;
  const here = steps[Math.max(cursor, 0)];
  if (!here) return null;
  const starts = steps.filter(
    (step, k) =>
      step.phase === here.phase &&
      (steps[k - 1]?.phase !== step.phase || steps[k - 1]?.node !== step.node),
  );
  const mine = starts.findLastIndex((step) => step.index <= here.index);
  return starts[mine + direction]?.index ?? null;
}

/**
 * The first step that writes a number that is not finite, or null.
 * @param {Trace} trace
 * @returns {number | null}
 */
export function firstBroken(trace) {
  const broken = trace.steps.find(
    (step) => (trace.tensors[step.writes]?.stats?.nonfinite ?? 0) > 0,
  );
  return broken ? broken.index : null;
}

/**
 * The phase of a step; before the first, forward is what comes.
 * @param {Trace | null} trace
 * @param {number} cursor
 * @returns {import('../types.js').Phase}
 */
export const phaseAt = (trace, cursor) => trace?.steps[cursor]?.phase ?? 'forward';
