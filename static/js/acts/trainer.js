// @ts-check
/**
 * Training: at full speed on the server, which tells how it goes, or slowly, with every iteration
 * on the stage.
 */
import { allowedBy } from '../lib/flaw.js';
import { idOf } from '../lib/checkpoint-id.js';
import { isRenewable } from '../lib/own-code.js';
import { leadsThrough } from '../lib/run.js';
import { follows } from '../lib/standing.js';
import { ApiProblem, Offline } from '../platform/api/no-answer.js';
import { createAtSpeed } from './training/at-speed.js';
import { finish } from './training/ending.js';
import { createSeeking } from './training/seeking.js';
import { createWalking } from './training/walking.js';

/** @typedef {import('../types.js').Training} Training */
/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Store} Store */
/** @typedef {import('./training/wish.js').Wish} Wish */

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'> & {guard:
 *   import('./guard.js').Guard}} context
 */
export function createTrainer({ store, api, act, guard }) {
  /** @param {Partial<Training>} change */
  const change = (change) => {
    const { training } = store.get().runs;
    if (training) store.set({ runs: { training: { ...training, ...change } } });
  };
  const atSpeed = createAtSpeed({ store, api, guard, change });
  const walk = createWalking({ store, api, act, change });
  const goOnLater = onceBack(store, act);
  let leaving = new AbortController();

  /** @param {Checkpoint} start @param {Wish} wish */
  const run = async (start, wish) => {
    if (wish.pace) return walk(start, wish, leaving.signal);
    const end = await atSpeed(start, wish, leaving.signal);
    if (!end) return null;
    change({ now: end.iteration });
    await act.arrive(end.id);
    return end;
  };

  /** @param {Checkpoint} start @param {unknown} error */
  const fail = async (start, error) => {
    const now = store.get().runs.training?.now ?? start.iteration;
    const followed = follows(store.get());
    const left = leaving.signal.aborted;
    const kept = keptOf(error);
    if (kept && !left) await act.arrive(kept);
    store.set({ runs: { training: null, live: null } });
    if (left) return;
    if (isOfOtherCode(error)) return act.renewEnded(idOf(start.base, now), followed);
    if (error instanceof Offline) goOnLater(idOf(start.base, now), now);
    throw error;
  };

  /** @param {Wish} wish */
  const train = (wish) =>
    guard(async () => {
      if (store.get().runs.training?.stopping) await over(store);
      const { stage, runs } = store.get();
      const start = stage.checkpoint;
      if (!start || runs.training || wish.iterations < 1) return;
      leaving = new AbortController();
      store.set({ runs: { training: begun(start, wish), ended: null }, stage: { playing: false } });
      try {
        finish({ store, act }, start, await run(start, wish));
      } catch (error) {
        await fail(start, error);
      }
    });

  onAway(store, () => change({ left: true }));
  onStop(store, (id) => guard(() => api.stop(id)));
  store.on(
    ({ runs }) => runs.training?.left,
    (left) => {
      if (left) leaving.abort();
    },
  );

  return {
    train,
    /** Asks the server once, as soon as the training has a name. */
    stop: () => change({ stopping: true }),
    ...createSeeking({ store, api, act }),
    /** Keeps this curve, to compare others with. */
    keep: () => store.set({ runs: { kept: store.get().runs.run } }),
    drop: () => store.set({ runs: { kept: null } }),
  };
}

/** @param {Checkpoint} start @param {Wish} wish @returns {Training} */
const begun = ({ id, iteration }, { iterations, pace, until }) => ({
  id: null,
  waiting: null,
  from: iteration,
  to: iteration + iterations,
  until: structuredClone(until ?? []), // the form may say something else before it ends
  now: iteration,
  began: 0,
  stopping: false,
  start: pace ? null : id,
  left: false,
  cells: {},
  metrics: null,
  pictured: null,
  predicted: null,
  outputs: null,
});

/** Once the training that is being stopped is over. @param {Store} store */
const over = (store) =>
  new Promise((resolve) => {
    const leave = store.on(
      ({ runs }) => !runs.training,
      (is) => {
        if (!is) return;
        leave();
        resolve(null);
      },
    );
  });

/** The last that was kept of a training whose process was lost. @param {unknown} error */
const keptOf = (error) =>
  error instanceof ApiProblem && error.problem.code === 'worker_lost'
    ? allowedBy(error.problem.errors[0]).reached
    : null;

/** Whether a file of one's own was saved while its code trained. @param {unknown} error */
const isOfOtherCode = (error) => error instanceof ApiProblem && isRenewable(error.problem);

/**
 * Where a training was when the server was lost: there one goes on when it is back.
 * @param {Store} store
 * @param {import('../types.js').Context['act']} act
 */
function onceBack(store, act) {
  /** @type {string | null} */
  let lost = null;
  store.on(
    (state) => state.server.offline,
    (offline) => {
      if (offline || !lost) return;
      const to = lost;
      lost = null;
      act.seek(to);
    },
  );
  return (/** @type {string} */ id, /** @type {number} */ iteration) => {
    lost = id;
    store.set({ runs: { ended: { id, reason: 'lost', iteration } } });
  };
}

/** @param {Store} store @param {(id: string) => void} stop */
function onStop(store, stop) {
  store.on(
    ({ runs: { training } }) => (training?.stopping && !training.left ? training.id : null),
    (id) => {
      if (id) stop(id);
    },
  );
}

/**
 * Whoever goes on to another network has no use for what the old one learns.
 * @param {Store} store
 * @param {() => void} leave
 */
function onAway(store, leave) {
  store.on(
    (state) => state.stage.checkpoint,
    (checkpoint) => {
      const { run, training, ended } = store.get().runs;
      const away =
        checkpoint && run && !leadsThrough(run, checkpoint) && checkpoint.base !== run.base;
      if (away && training && !training.left) leave();
      if (away && ended) store.set({ runs: { ended: null } });
    },
  );
}
