// @ts-check
/**
 * How far a run has got along the hairpin: to which wire or block in forward, and to which in
 * backward.
 */
import { LOSS } from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/**
 * @typedef {{wire: string} | {node: string} | null} Stop   a tensor on a wire, or somewhere in a
 *   block
 */

/**
 * @typedef {object} Progress
 * @property {Stop} forward     null before the first step
 * @property {boolean} error    whether the error block has begun
 * @property {boolean} turned   whether the error's gradient is known: the turn is behind us
 * @property {Stop} backward    null before the turn
 */

/**
 * @param {Trace} trace
 * @param {Set<string>} wires   the tensors that lie on wires
 * @param {number} cursor
 * @returns {Progress}
 */
export function progressOf({ steps }, wires, cursor) {
  const done = steps.slice(0, cursor + 1);
  const last = (/** @type {string} */ phase) => done.findLast((step) => step.phase === phase);
  const stop = (/** @type {import('../types.js').Step | undefined} */ step) => {
    if (!step) return null;
    return wires.has(step.writes) ? { wire: step.writes } : { node: step.node };
  };
  const turned = done.some(
    (step) => step.phase === 'backward' && step.node === LOSS && wires.has(step.writes),
  );
  return {
    forward: stop(last('forward')),
    error: done.some((step) => step.phase !== 'forward'),
    turned,
    backward: turned ? stop(last('backward')) : null,
  };
}
