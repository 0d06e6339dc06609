// @ts-check
/** Slowly: one iteration after the other, all of the stage at each. */
import { ApiProblem, Offline } from '../../platform/api/no-answer.js';
import { untilOf } from '../../lib/until.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/until.js').Until} Until */
/** @typedef {import('./wish.js').End} End */

/** @typedef {{id: string, iteration: number} & Partial<End>} Next   with a reason where it ended */

/**
 * @param {Pick<Context, 'store' | 'api' | 'act'> & {change: (change:
 *   Partial<import('../../types.js').Training>) => void}} context
 */
export function createWalking({ store, api, act, change }) {
  /**
   * The next iteration, or this one where a condition holds here already, and how that ended.
   * @param {string} id
   * @param {Until | null} until
   * @param {AbortSignal} leaving
   * @returns {Promise<Next>}
   */
  const oneMore = async (id, until, leaving) => {
    if (!until) return api.next(id);
    /** @type {End[]} */
    const ends = [];
    await api.train(
      id,
      { iterations: 1, keep: 0, until },
      ({ name, data }) => {
        if (name === 'done') ends.push(data);
        if (name === 'error') throw new ApiProblem(data);
      },
      leaving,
    );
    if (!ends.length) throw new Offline(id);
    return ends[0];
  };

  const hasDiverged = () => !Number.isFinite(store.get().stage.trace?.loss ?? NaN);
  /** @param {string} id   of what was on the stage */
  const isStopped = (id) =>
    store.get().runs.training?.stopping || store.get().stage.checkpoint?.id !== id;

  /**
   * @param {import('../../types.js').Checkpoint} start
   * @param {import('./wish.js').Wish} wish
   * @param {AbortSignal} leaving
   * @returns {Promise<End>}
   */
  return async (start, { iterations, until, pace = 1 }, leaving) => {
    const wanted = until ? untilOf(until, store.get().stage.trace) : null;
    /** @type {Next} */
    let here = start;
    /** @param {Partial<End> & {reason: string}} how @returns {End} */
    const ended = ({ reason, loss = null, cause = null, why = null }) => {
      const { id, iteration } = here;
      return { id, iteration, reason, loss, cause, why };
    };
    while (here.iteration < start.iteration + iterations) {
      const wait = new Promise((resolve) => {
        setTimeout(resolve, 1000 / pace);
      });
      if (hasDiverged()) return ended({ reason: 'diverged' });
      const next = await oneMore(here.id, wanted, leaving);
      await wait;
      if (isStopped(here.id)) return ended({ reason: 'stopped' });
      if (next.id !== here.id) await act.goOn(here.id, next.id, here !== start);
      change({ now: next.iteration });
      here = next;
      const { reason, loss, cause, why } = next;
      if (reason && reason !== 'iterations') return ended({ reason, loss, cause, why });
    }
    return ended({ reason: 'iterations' });
  };
}
