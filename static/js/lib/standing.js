// @ts-check
/**
 * Where the reader stands: at the checkpoint shown or, while a training goes on from there, at the
 * iteration last told.
 */
import { idOf, iterationOf } from './checkpoint-id.js';

/** @typedef {import('../types.js').State} State */

/** @param {Pick<State, 'checkpoint' | 'training'>} state */
export const follows = ({ checkpoint, training }) =>
  Boolean(training && checkpoint && !training.left && training.start === checkpoint.id);

/**
 * The id of that checkpoint.
 * @param {Pick<State, 'checkpoint' | 'training'>} state
 * @returns {string | null}
 */
export function standing(state) {
  const { checkpoint, training } = state;
  return checkpoint && training && follows(state)
    ? idOf(checkpoint.base, training.now)
    : (checkpoint?.id ?? null);
}

/** The state as a link to that checkpoint has it. @param {State} state @returns {State} */
export function stood(state) {
  const { checkpoint } = state;
  const id = standing(state);
  return checkpoint && id
    ? { ...state, checkpoint: { ...checkpoint, id, iteration: iterationOf(id) } }
    : state;
}

/**
 * Whether the page shows this checkpoint and nothing else is on its way to take its place.
 * @param {Pick<State, 'trace' | 'busy'>} state
 * @param {string | null} id
 */
export const restsAt = ({ trace, busy }, id) => Boolean(trace && !busy && trace.checkpoint === id);
