// @ts-check
/** What stays of a training once it has ended. */
import { orderOf } from '../../lib/picture.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('./wish.js').End} End */

/**
 * The last that was told of it stays, until the network at its end has been looked at; how it ended
 * may have been told by who led away from it.
 * @param {Pick<import('../../types.js').Context, 'store' | 'act'>} context
 * @param {import('../../types.js').Checkpoint} start
 * @param {End | null} end   null where the reader has left
 */
export function finish({ store, act }, start, end) {
  const { stage, runs } = store.get();
  const here = stage.checkpoint;
  if (end && end.id === here?.id) open(act, end);
  store.set({
    runs: {
      ...(end && end.id === here?.id ? lastTold(runs, end.id, end.iteration) : {}),
      training: null,
      live: null,
      ended: end && here?.base === start.base ? endedOf(end, runs.training) : runs.ended,
    },
  });
}

/**
 * @param {End} end
 * @param {State['runs']['training']} training
 * @returns {import('../../types.js').Ended}
 */
const endedOf = ({ id, reason, iteration, loss, cause, why }, training) => ({
  id,
  reason,
  iteration,
  loss,
  until: training?.until,
  cause: cause ?? undefined,
  why: why ?? undefined,
});

/**
 * The pictures of the fit as they were told, where they are of this iteration.
 * @param {State['runs']} runs
 * @param {string} id
 * @param {number} iteration
 * @returns {Partial<State['runs']>}
 */
function lastTold({ training, seen, samples, live }, id, iteration) {
  if (!training?.metrics || training.pictured !== iteration || seen?.id === id) return {};
  if (!training.predicted && orderOf(samples)) return {};
  const { metrics, predicted, outputs } = training;
  const units = live?.units ?? {};
  return {
    seen: { id, ...metrics, predicted, outputs },
    ...(Object.keys(units).length ? { planes: { id, tensors: units } } : {}),
  };
}

/** The step and the cell that met a condition. @param {Act} act @param {End} end */
function open(act, { cause }) {
  if (!cause?.condition) return;
  const { step, address, at } = cause;
  if (step !== null) act.goto(step);
  if (at) act.select(address, at);
}

/** @typedef {import('../../types.js').Context['act']} Act */
