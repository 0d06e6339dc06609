// @ts-check
/** Which curves of the error there are: of the batches, of all samples, of the test part, kept. */
import { nearest } from './charts.js';
import { liveOn } from './live.js';
import { lastOf } from './run.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./charts.js').Series} Series */

/**
 * @typedef {object} Curves
 * @property {Run} run
 * @property {Series | null} kept   of another run, to compare with
 * @property {boolean} whole        the error of all training samples is a curve of its own
 * @property {Series[]} series      all of them
 * @property {number} here          the iteration that is seen, and its error
 * @property {number} loss
 * @property {number} first         the iterations that are known, and where the axis ends
 * @property {number} last
 * @property {number} end
 */

/**
 * @param {import('../types.js').State} state
 * @returns {Curves | null}
 */
export function curvesOf({ runs, stage: { trace } }) {
  const { run, training } = runs;
  if (!run || !trace) return null;
  const live = liveOn(runs, trace);
  const other = runs.kept && runs.kept.base !== run.base ? runs.kept : null;
  const kept = other && (other.trains.length > 1 ? other.trains : other.losses);
  const last = lastOf(run);
  return {
    run,
    kept,
    whole: run.trains.length > 1 && differ(run),
    series: [run.losses, run.tests, run.trains, kept ?? []],
    here: live?.iteration ?? trace.iteration,
    loss: live?.loss ?? trace.loss,
    first: run.losses[0]?.[0] ?? 0,
    last,
    end: Math.max(last, other ? lastOf(other) : 1, training?.to ?? 1),
  };
}

/** Whether the error of a batch is another one than that of all samples. @param {Run} run */
const differ = ({ losses, trains }) => {
  const [k, value] = trains[trains.length - 1];
  const there = nearest(losses, k);
  return !there || there[0] !== k || Math.abs(there[1] - value) > 1e-9 * Math.abs(value);
};
