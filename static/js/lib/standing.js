// @ts-check
/**
 * Where the reader stands: at the checkpoint shown or, while a training goes on from there, at the
 * iteration last told.
 */
import { idOf, iterationOf } from './checkpoint-id.js';

/** @typedef {import('../types.js').State} State */

/** @param {Pick<State, 'stage' | 'runs'>} state */
export const follows = ({ stage: { checkpoint }, runs: { training } }) =>
  Boolean(training && checkpoint && !training.left && training.start === checkpoint.id);

/**
 * The id of that checkpoint.
 * @param {Pick<State, 'stage' | 'runs'>} state
 * @returns {string | null}
 */
export function standing(state) {
  const {
    stage: { checkpoint },
    runs: { training },
  } = state;
  return checkpoint && training && follows(state)
    ? idOf(checkpoint.base, training.now)
    : (checkpoint?.id ?? null);
}

/** The state as a link to that checkpoint has it. @param {State} state @returns {State} */
export function stood(state) {
  const { checkpoint } = state.stage;
  const id = standing(state);
  return checkpoint && id
    ? {
        ...state,
        stage: { ...state.stage, checkpoint: { ...checkpoint, id, iteration: iterationOf(id) } },
      }
    : state;
}

/**
 * Whether the page shows this checkpoint and nothing else is on its way to take its place.
 * @param {Pick<State, 'stage' | 'server'>} state
 * @param {string | null} id
 */
export const restsAt = ({ stage: { trace }, server: { busy } }, id) =>
  Boolean(trace && !busy && trace.checkpoint === id);
