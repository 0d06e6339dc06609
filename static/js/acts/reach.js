// @ts-check
/**
 * Going on to an iteration that may be far: in portions of about a second, so that the page says
 * how far it is, and can stop.
 */
import { idOf, iterationOf } from '../lib/checkpoint-id.js';
import { ApiProblem } from '../platform/api/no-answer.js';
import { FIRST, portionAfter, reachedBy, secondsLeft } from '../lib/portions.js';
import { AGAIN, createPortion } from './portion.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Trace} Trace */

/** Seconds; a way that takes longer is gone only if the reader says so. */
const LONG = 60;
/** Milliseconds; numbers that are not there by then must be computed first. */
const SOON = 2000;

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
  const go = createPortion(api);

  /** @param {boolean} elsewhere */
  const end = (elsewhere) => {
    left = elsewhere;
    leaving.abort();
    answer(false);
  };

  const asked = () =>
    /** @type {Promise<boolean>} */ (
      new Promise((resolve) => {
        answer = resolve;
      })
    );

  /**
   * As far towards an iteration as the reader wants.
   * @param {Checkpoint} from
   * @param {number} iteration
   * @param {AbortSignal} signal
   * @param {(here: Checkpoint) => void} arrived
   */
  const walk = async (from, iteration, signal, arrived) => {
    let here = from;
    let portion = FIRST;
    let sure = false;
    let bound = Infinity;
    while (here.iteration < iteration && !signal.aborted) {
      const began = performance.now();
      const size = Math.min(portion, iteration - here.iteration);
      const { there, most, ever = bound } = await go(here, size, signal);
      bound = ever; // of a request's work: asked for once, and kept to
      const took = performance.now() - began;
      const done = there.iteration - here.iteration;
      here = there;
      arrived(here);
      if (done) portion = portionAfter(size, done, took);
      portion = Math.min(portion, most, bound);
      if (here.iteration >= iteration) return;
      const seconds = secondsLeft(iteration - here.iteration, done, took);
      const asks = !sure && seconds !== null && took > AGAIN / 2 && seconds > LONG;
      const reaching = { from: from.iteration, now: here.iteration, to: iteration, seconds, asks };
      store.set({ server: { reaching } });
      if (!asks || signal.aborted) continue;
      sure = await asked();
      if (!sure) return;
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
    let here = from;
    try {
      await walk(from, iteration, signal, (there) => {
        here = there;
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (leaving.signal === signal) store.set({ server: { reaching: null } });
    }
    if (here.iteration < iteration) throw new Stopped(here, left);
    return here;
  };

  return {
    to,
    traced: createTraced(api, to),
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
 * @param {import('../types.js').Api} api
 * @param {(from: Checkpoint, iteration: number) => Promise<Checkpoint>} to
 */
function createTraced(api, to) {
  /**
   * A checkpoint with its trace; where it must be computed first, the page says how far it is.
   * Stopped, it is as far as it came.
   * @param {Checkpoint} checkpoint
   * @param {boolean} [known]   that it must be
   * @returns {Promise<[Checkpoint, Trace]>}
   */
  return async (checkpoint, known = false) => {
    const late = AbortSignal.timeout(SOON);
    try {
      if (!known) return [checkpoint, await api.trace(checkpoint.id, late)];
    } catch (error) {
      if (!late.aborted && !(error instanceof ApiProblem && reachedBy(error.problem))) throw error;
    }
    const start = await api.checkpoint(startOf(checkpoint));
    const there = await to(start, checkpoint.iteration).catch(asFarAsItCame);
    return [there, await api.trace(there.id)];
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
