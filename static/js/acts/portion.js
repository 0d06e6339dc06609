// @ts-check
/** One portion of a long way, or what a server without time got done of it. */
import { allowedBy } from '../lib/flaw.js';
import { reachedBy } from '../lib/portions.js';
import { ApiProblem } from '../platform/api/no-answer.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */

/**
 * @typedef {{there: Checkpoint, most: number, ever?: number}} Gone   most: how large the next one
 *   may be; ever: and all others
 */

/**
 * Milliseconds; a portion that takes longer was misjudged, and a smaller one says sooner how far it
 * is.
 */
const LATE = 5000;
/** Milliseconds until a server that is busy with others is asked again. */
export const AGAIN = 1000;

/** @param {import('../types.js').Api} api */
export function createPortion(api) {
  /**
   * What a refusal leaves: a smaller portion, the same one later, or as far as it came.
   * @param {ApiProblem} error
   * @param {Checkpoint} here
   * @param {number} portion
   * @returns {Promise<Gone>}
   */
  const refused = async (error, here, portion) => {
    const { code, errors } = error.problem;
    const most = Number(allowedBy(errors[0]).max);
    const reached = reachedBy(error.problem);
    if (code === 'too_much_work' && most > 0 && most < portion)
      return { there: here, most, ever: most };
    if (code === 'busy') {
      await new Promise((resolve) => {
        setTimeout(resolve, AGAIN);
      });
      return { there: here, most: portion };
    }
    const there = reached && reached !== here.id ? await api.checkpoint(reached) : here;
    const further = there.iteration > here.iteration;
    if (code !== 'out_of_time' || (!further && portion === 1)) throw error;
    return { there: further ? there : here, most: Math.max(1, Math.floor(portion / 4)) };
  };

  /**
   * @param {Checkpoint} here @param {number} portion @param {AbortSignal} signal
   * @returns {Promise<Gone>}
   */
  return async (here, portion, signal) => {
    const asking = new AbortController();
    const abort = () => asking.abort();
    const late = setTimeout(abort, LATE);
    signal.addEventListener('abort', abort);
    try {
      return { there: await api.next(here.id, portion, asking.signal), most: Infinity };
    } catch (error) {
      if (!signal.aborted && asking.signal.aborted && portion > 1)
        return { there: here, most: Math.ceil(portion / 4) }; // the server keeps what it reached
      if (signal.aborted || !(error instanceof ApiProblem)) throw error;
      return await refused(error, here, portion);
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', abort);
    }
  };
}
