// @ts-check
/** What a training tells: kept until the next frame, of which only the last is drawn. */
import { extended, seriesOf } from '../../lib/run.js';
import { liveOf } from '../../lib/live.js';
import { predictionOf } from '../../lib/packed.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Training} Training */
/** @typedef {import('../../lib/event-stream.js').Heard} Heard */
/**
 * @typedef {{cells: string[], alone: string | null}} Watched   the numbers that are told one by
 *   one, in order; the layer that is looked at in place of the whole network
 */

/** @param {Pick<import('../../types.js').Context, 'store'>} context */
export function createHearing({ store }) {
  /** @type {Heard | null} */
  let told = null;
  /** @type {Watched} */
  let watched = { cells: [], alone: null };
  let frame = 0;

  /** The run as far as it has been told, and the network as it is there. */
  const draw = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    const { runs } = store.get();
    if (told) store.set({ runs: grown(runs, told, watched) });
    told = null;
  };

  return {
    draw,
    /** What is told from now on. @param {Watched} order */
    expect: (order) => {
      watched = order;
    },
    /** @param {Heard} data */
    progress: (data) => {
      const losses = [...(told?.losses ?? []), ...data.losses];
      const curves = [...(told?.curves ?? []), ...(data.curves ?? [])];
      told = { ...told, ...data, losses, curves };
      frame ||= requestAnimationFrame(draw);
    },
  };
}

/**
 * @param {State['runs']} runs
 * @param {Heard} told
 * @param {Watched} watched
 * @returns {Partial<State['runs']>}
 */
function grown({ run, training, live }, told, watched) {
  if (!run || !training?.start) return {};
  const from = training.start;
  return {
    run: lengthened(run, told),
    live: liveOf(live, from, told),
    ...(told.predict && watched.alone
      ? { within: { id: from, address: watched.alone, predicted: predictionOf(told.predict) } }
      : {}),
    training: { ...training, ...asTold(training, told, watched) },
  };
}

/** @param {import('../../lib/run.js').Run} run @param {Heard} told */
function lengthened(run, { iteration, losses, norms, metrics, curves = [] }) {
  const now = { iteration, train: metrics?.train.loss, test: metrics?.test.loss, norms };
  return extended(run, { losses, ...seriesOf([...curves, now]) });
}

/**
 * What is told of the training itself; what is left out stays as it was.
 * @param {Training} before
 * @param {Heard} told
 * @param {Watched} watched
 * @returns {Partial<Training>}
 */
const asTold = (before, { iteration, metrics, cells, predict, outputs }, watched) => ({
  now: iteration,
  ...(metrics ? { metrics, pictured: iteration } : {}),
  ...(cells
    ? { cells: Object.fromEntries(watched.cells.map((key, k) => [key, cells[k] ?? undefined])) }
    : {}),
  predicted: predict && !watched.alone ? predictionOf(predict) : before.predicted,
  outputs: outputs ? predictionOf(outputs) : before.outputs,
});
