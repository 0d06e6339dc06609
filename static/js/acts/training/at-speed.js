// @ts-check
/** At full speed on the server, which tells how it goes, stretch by stretch. */
import { ApiProblem, Offline } from '../../platform/api/no-answer.js';
import { untilOf } from '../../lib/until.js';
import { createHearing } from './hearing.js';
import { createLooking, onTurning } from './looking.js';

/** @typedef {import('../../types.js').Training} Training */
/** @typedef {import('../../answers.js').Done} Done */
/** @typedef {import('../../lib/event-stream.js').Event} Event */
/** @typedef {import('./wish.js').Wish} Wish */

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 'api'> & {guard:
 *   import('../guard.js').Guard, change: (change: Partial<Training>) => void}} context
 */
export function createAtSpeed({ store, api, guard, change }) {
  const hearing = createHearing({ store });
  const looking = createLooking({ store });
  /** It has been stopped to look at something else. */
  let turning = false;

  /** @param {Wish} wish */
  const orderFor = ({ iterations, until }) => {
    const wanted = until ? untilOf(until, store.get().stage.trace) : null;
    const { watch, told } = looking.order();
    hearing.expect(told);
    return { iterations, keep: 20, ...(wanted ? { until: wanted } : {}), watch };
  };

  /** @param {Event} event */
  const hear = ({ name, data }) => {
    if (name === 'waiting') change({ id: data.training, waiting: data.ahead });
    if (name === 'started') {
      const began = store.get().runs.training?.began || Date.now();
      change({ id: data.training, waiting: null, began });
    }
    if (name === 'progress') hearing.progress(data);
    if (name === 'error') throw new ApiProblem(data);
  };

  /**
   * A stretch of it, in which the same is looked at; null where the reader has left.
   * @param {string} from
   * @param {Wish} wish
   * @param {AbortSignal} leaving
   * @returns {Promise<Done | null>}
   */
  const stretch = async (from, wish, leaving) => {
    /** @type {Done[]} */
    const ends = [];
    try {
      await api.train(
        from,
        orderFor(wish),
        (event) => {
          hear(event);
          if (event.name === 'done') ends.push(event.data);
        },
        leaving,
      );
    } catch (error) {
      if (leaving.aborted) return null;
      const blamed = error instanceof ApiProblem ? error.problem.errors?.[0]?.pointer : undefined;
      if (!blamed?.startsWith('/watch') || looking.isModest()) throw error;
      looking.beModest(true);
      return stretch(from, wish, leaving);
    }
    if (!ends.length) throw new Offline(from); // the answer was cut off
    hearing.draw();
    return ends[0];
  };

  onTurning(store, () => {
    const { training } = store.get().runs;
    if (!training?.start || !training.id || training.stopping || training.left || turning) return;
    if (!looking.hasChanged()) return;
    turning = true;
    const { id } = training;
    guard(() => api.stop(id));
  });

  /**
   * All of it; where something else is to be looked at, it goes on from where it is.
   * @param {import('../../types.js').Checkpoint} start
   * @param {Wish} wish
   * @param {AbortSignal} leaving
   */
  return async (start, wish, leaving) => {
    const last = start.iteration + wish.iterations;
    looking.beModest(false);
    let end = await stretch(start.id, wish, leaving);
    while (end?.reason === 'stopped' && turning && !store.get().runs.training?.stopping) {
      turning = false;
      change({ id: null });
      const left = { ...wish, iterations: last - end.iteration };
      end = await stretch(end.id, left, leaving);
    }
    turning = false;
    return end;
  };
}
