// @ts-check
/**
 * Going on to an iteration that may be far: in portions of about a second, so that the page says
 * how far it is, and can stop.
 */
import { idOf, iterationOf } from '../lib/checkpoint-id.js';
import { ApiProblem } from '../platform/api/no-answer.js';
import { FIRST, portionAfter, reachedBy, secondsLeft } from '../lib/portions.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Trace} Trace */

/** Seconds; a way that takes longer is gone only if the reader says so. */
const LONG = 60;
/**
 * Milliseconds; a portion that takes longer was misjudged, and a smaller one says sooner how far it
 * is.
 */
const LATE = 5000;
/** Milliseconds; numbers that are not there by then must be computed first. */
const SOON = 2000;
/** Milliseconds until a server that is busy with others is asked again. */
const AGAIN = 1000;

/**
 * The reader does not want to go on. `here` is as far as it has come; `left` if something else has
 * been asked for meanwhile.
 */
export class Stopped extends Error {
  /** @param {Checkpoint} here @param {boolean} left */
  constructor(here, left) {
    super(here.id);
    this.here = here;
    this.left = left;
  }
}

/** @param {Pick<import('../types.js').Context, 'store' | 'api'>} context */
export function createReach({ store, api }) {
  let leaving = new AbortController();
  let left = false;
  /** @type {(sure: boolean) => void} */
  let answer = () => {};

  /** @param {boolean} elsewhere */
  const end = (elsewhere) => {
    left = elsewhere;
    leaving.abort();
    answer(false);
  };

  /**
   * One portion, or what a server without time got done of it.
   * @param {Checkpoint} here @param {number} portion @param {AbortSignal} signal
   * @returns {Promise<{there: Checkpoint, most: number, ever?: number}>}   most: how large the next
   *   one may be; ever: and all others
   */
  const go = async (here, portion, signal) => {
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
      const { code, errors } = error.problem;
      const most = errors[0]?.allowed?.max;
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
      if (code !== 'out_of_time' || (there.iteration <= here.iteration && portion === 1))
        throw error;
      return {
        there: there.iteration > here.iteration ? there : here,
        most: Math.max(1, Math.floor(portion / 4)),
      };
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', abort);
    }
  };

  /**
   * The checkpoint at this iteration. Throws Stopped.
   * @param {Checkpoint} from
   * @param {number} iteration
   */
  const to = async (from, iteration) => {
    leaving = new AbortController();
    const { signal } = leaving;
    const stopped = () => signal.aborted;
    let here = from;
    let portion = FIRST;
    let sure = false;
    let bound = Infinity;
    try {
      while (here.iteration < iteration && !stopped()) {
        const began = performance.now();
        const asked = Math.min(portion, iteration - here.iteration);
        const { there, most, ever = bound } = await go(here, asked, signal);
        bound = ever; // of a request's work: asked for once, and kept to
        const took = performance.now() - began;
        const done = there.iteration - here.iteration;
        here = there;
        if (done) portion = portionAfter(asked, done, took);
        portion = Math.min(portion, most, bound);
        if (here.iteration >= iteration) break;
        const seconds = secondsLeft(iteration - here.iteration, done, took);
        const asks = !sure && seconds !== null && took > AGAIN / 2 && seconds > LONG;
        store.set({
          server: {
            reaching: { from: from.iteration, now: here.iteration, to: iteration, seconds, asks },
          },
        });
        if (!asks || stopped()) continue;
        sure = await new Promise((resolve) => {
          answer = resolve;
        });
        if (!sure) break;
      }
    } catch (error) {
      if (!stopped()) throw error;
    } finally {
      if (leaving.signal === signal) store.set({ server: { reaching: null } });
    }
    if (here.iteration < iteration) throw new Stopped(here, left);
    return here;
  };

  return {
    to,
    /**
     * A checkpoint with its trace; where it must be computed first, the page says how far it is.
     * Stopped, it is as far as it came.
     * @param {Checkpoint} checkpoint
     * @param {boolean} [known]   that it must be
     * @returns {Promise<[Checkpoint, Trace]>}
     */
    async traced(checkpoint, known = false) {
      const late = AbortSignal.timeout(SOON);
      try {
        if (!known) return [checkpoint, await api.trace(checkpoint.id, late)];
      } catch (error) {
        if (!late.aborted && !(error instanceof ApiProblem && reachedBy(error.problem)))
          throw error;
      }
      const there = await to(await api.checkpoint(startOf(checkpoint)), checkpoint.iteration).catch(
        asFarAsItCame,
      );
      return [there, await api.trace(there.id)];
    },
    /** The reader has seen that it takes long, and wants it. */
    goOn() {
      const { reaching } = store.get().server;
      if (reaching) store.set({ server: { reaching: { ...reaching, asks: false } } });
      answer(true);
    },
    /** Not further: what has been reached is shown. */
    stop: () => end(false),
    /** Something else is asked for now. */
    leave: () => end(true),
  };
}

/**
 * Where a checkpoint's way begins: the server goes on from what it has kept of it.
 * @param {Checkpoint} checkpoint
 */
const startOf = ({ base, parent }) => idOf(base, iterationOf(parent));

/** What a reader who has stopped is shown. @param {unknown} error @returns {Checkpoint} */
export function asFarAsItCame(error) {
  if (!(error instanceof Stopped) || error.left) throw error;
  return error.here;
}
