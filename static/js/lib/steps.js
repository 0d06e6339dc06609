// @ts-check
/** What is known at a step, and where the steps of a phase or of a block begin and end. */
import { home } from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Phase} Phase */

/** @type {Phase[]} */
export const PHASES = ['forward', 'error', 'backward', 'update'];

/**
 * Which step writes a tensor, and which its value after the update. Every tensor of the stage asks
 * at every step, so that no address is put together for it.
 * @typedef {{writers: Map<string, number>, updates: Map<string, number>}} Known
 */

/** @type {WeakMap<Trace, Known>} */
const known = new WeakMap();

/** @param {Trace} trace */
function knownOf(trace) {
  const found = known.get(trace);
  if (found) return found;
  const pairs = trace.steps.map(({ writes, index }) => /** @type {const} */ ([writes, index]));
  const updates = pairs.filter(([writes]) => home(writes) !== writes);
  const made = {
    writers: new Map(pairs),
    updates: new Map(updates.map(([writes, index]) => [home(writes), index])),
  };
  known.set(trace, made);
  return made;
}

/**
 * The index of the step that writes a tensor; -1 when it is given before the first step.
 * @param {Trace} trace
 * @param {string} address
 * @returns {number}
 */
export const writerOf = (trace, address) => knownOf(trace).writers.get(address) ?? -1;

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
  const index = knownOf(trace).updates.get(address);
  return index !== undefined && index <= cursor ? trace.steps[index].writes : address;
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
