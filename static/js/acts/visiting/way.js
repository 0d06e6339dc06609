// @ts-check
/** The way behind the reader, of which undo leads back: where it stands, and what leads there. */
import { follows, standing } from '../../lib/standing.js';
import { visited } from '../../lib/undo.js';

/** @typedef {import('../../types.js').State} State */

/** @param {State} state @returns {import('../../lib/undo.js').Spot | null} */
export const spotOf = (state) => {
  const { preset, cursor } = state.stage;
  const id = standing(state);
  return id ? { id, preset, cursor } : null;
};

/**
 * The way to where the reader stands: while a training goes on, over the place where it began.
 * @param {State} state
 */
export const wayTo = (state) => {
  const { past, checkpoint, preset, cursor } = state.stage;
  const id = standing(state);
  return checkpoint && id && id !== checkpoint.id
    ? visited(past, { id: checkpoint.id, preset, cursor }, id)
    : past;
};

/**
 * The reader goes elsewhere: what was training ends, and is kept as far as it has come.
 * @param {import('../../types.js').Store} store
 */
export const leaveTraining = (store) => {
  const { training } = store.get().runs;
  if (training && follows(store.get()))
    store.set({ runs: { training: { ...training, left: true } } });
};
