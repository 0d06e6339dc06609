// @ts-check
/**
 * Training: at full speed on the server, which tells how it goes, or slowly, with every iteration
 * on the stage.
 */
import { baseOf, idOf, iterationOf } from '../lib/checkpoint-id.js';
import { ApiProblem, Offline } from '../platform/api.js';
import { orderOf } from '../lib/picture.js';
import { cellKey } from '../lib/pins.js';
import { restart as wayBack } from '../lib/restart.js';
import { byBlock, extended, idAt, lastOf, leadsThrough } from '../lib/run.js';
import { untilOf } from '../lib/until.js';

/** @typedef {import('../types.js').Training} Training */
/** @typedef {import('../lib/event-stream.js').Event} Event */

/** As many pinned numbers are watched. */
const WATCHED = 64;

/**
 * @typedef {{iterations: number, until?: import('../lib/until.js').Chosen, pace?: number}} Wish
 *   pace: iterations a second; 0 for as many as possible
 */

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'> & {guard:
 *   import('./guard.js').Guard}} context
 */
export function createTrainer({ store, api, act, guard }) {
  /** Where to go on when the server is back. @type {string | null} */
  let lost = null;
  let leaving = new AbortController();
  /** The pinned numbers that are told while it trains, in order. @type {string[]} */
  let watched = [];

  /** @param {Partial<Training>} change */
  const change = (change) => {
    const { training } = store.get().runs;
    if (training) store.set({ runs: { training: { ...training, ...change } } });
  };

  /** The run as far as it has been told. @param {any} data   of a progress event */
  const grow = ({ iteration, losses, norms, metrics, cells, predict }) => {
    const { run, training } = store.get().runs;
    if (!run || !training) return;
    const tests = metrics?.test?.loss === null || !metrics ? [] : [[iteration, metrics.test.loss]];
    store.set({
      runs: {
        run: extended(run, {
          losses,
          iteration,
          norms: byBlock(norms ?? {}),
          tests: /** @type {any} */ (tests),
        }),
        training: {
          ...training,
          now: iteration,
          metrics: metrics ?? training.metrics,
          cells: cells
            ? Object.fromEntries(watched.map((key, k) => [key, cells[k] ?? undefined]))
            : training.cells,
          predicted: predict ?? training.predicted,
        },
      },
    });
  };

  /** @param {Wish} wish @param {boolean} modest   without what takes too long to look at */
  const orderFor = ({ iterations, until }, modest) => {
    const {
      focus: { pins },
      runs: { samples },
      stage: { trace },
    } = store.get();
    const wanted = until ? untilOf(until, trace) : null;
    const predict = modest ? null : orderOf(samples);
    const cells = pins.slice(0, WATCHED).map(({ address, at }) => ({ address, at }));
    watched = cells.map(({ address, at }) => cellKey(address, at));
    return {
      iterations,
      keep: 20,
      ...(wanted ? { until: wanted } : {}),
      watch: {
        norms: true,
        metrics: !modest,
        encoding: 'packed',
        cells,
        ...(predict ? { predict } : {}),
      },
    };
  };

  /**
   * @param {import('../types.js').Checkpoint} start
   * @param {Wish} wish
   * @param {boolean} [modest]
   * @returns {Promise<any>}
   */
  const run = async (start, wish, modest = false) => {
    /** @type {any} */
    let end = null;
    /** @param {Event} event */
    const hear = ({ name, data }) => {
      if (name === 'waiting') change({ id: data.training, waiting: data.ahead });
      if (name === 'started') change({ id: data.training, waiting: null, began: Date.now() });
      if (name === 'progress') grow(data);
      if (name === 'done') end = data;
      if (name === 'error') throw new ApiProblem(data);
    };
    try {
      await api.train(start.id, orderFor(wish, modest), hear, leaving.signal);
    } catch (error) {
      if (leaving.signal.aborted) return null;
      const watching =
        error instanceof ApiProblem && error.problem.errors?.[0]?.pointer.startsWith('/watch');
      if (!watching || modest) throw error;
      return run(start, wish, true);
    }
    if (!end) throw new Offline(start.id); // the answer was cut off
    return end;
  };

  /**
   * One iteration after the other, all of the stage at each.
   * @param {import('../types.js').Checkpoint} start
   * @param {Wish} wish
   */
  const walk = async (start, { iterations, until, pace = 1 }) => {
    const wanted = until ? untilOf(until, store.get().stage.trace) : null;
    let here = start;
    let reason = 'iterations';
    let cause = null;
    let why = null;
    while (here.iteration < start.iteration + iterations) {
      const wait = new Promise((resolve) => {
        setTimeout(resolve, 1000 / pace);
      });
      const loss = store.get().stage.trace?.loss ?? NaN;
      if (!Number.isFinite(loss)) {
        reason = 'diverged';
        break;
      }
      const next = wanted ? await oneMore(here.id, wanted) : await api.next(here.id);
      await wait;
      if (store.get().runs.training?.stopping || store.get().stage.checkpoint?.id !== here.id) {
        reason = 'stopped';
        break;
      }
      if (next.id !== here.id) await act.goOn(here.id, next.id, here !== start);
      change({ now: next.iteration });
      here = next;
      if (next.reason && next.reason !== 'iterations') {
        ({ reason, cause, why } = next);
        break;
      }
    }
    return { id: here.id, iteration: here.iteration, reason, cause, why };
  };

  /**
   * The next iteration, or this one where a condition holds here already, and how that ended.
   * @param {string} id
   * @param {Record<string, any>} until
   */
  const oneMore = async (id, until) => {
    /** @type {any} */
    let end = null;
    await api.train(
      id,
      { iterations: 1, keep: 0, until },
      ({ name, data }) => {
        if (name === 'done') end = data;
        if (name === 'error') throw new ApiProblem(data);
      },
      leaving.signal,
    );
    if (!end) throw new Offline(id);
    return end;
  };

  /** @param {Wish} wish */
  const train = (wish) =>
    guard(async () => {
      const {
        stage: { checkpoint: start },
        runs: { training },
      } = store.get();
      if (!start || training || wish.iterations < 1) return;
      leaving = new AbortController();
      const base = {
        id: null,
        waiting: null,
        from: start.iteration,
        to: start.iteration + wish.iterations,
        now: start.iteration,
        began: Date.now(),
        stopping: false,
        start: wish.pace ? null : start.id,
        left: false,
        cells: {},
        metrics: null,
        predicted: null,
      };
      store.set({ runs: { training: base, ended: null }, stage: { playing: false } });
      try {
        const end = await (wish.pace ? walk(start, wish) : run(start, wish));
        if (end && !wish.pace) {
          change({ now: end.iteration });
          await act.arrive(end.id);
        }
        finish(start, end);
      } catch (error) {
        const now = store.get().runs.training?.now ?? start.iteration;
        const left = leaving.signal.aborted;
        const kept =
          error instanceof ApiProblem &&
          error.problem.code === 'worker_lost' &&
          error.problem.errors[0].allowed?.reached;
        if (kept && !left) await act.arrive(kept);
        store.set({ runs: { training: null } });
        if (left) return;
        if (error instanceof Offline) {
          lost = idOf(start.base, now);
          store.set({ runs: { ended: { id: lost, reason: 'lost', iteration: now } } });
        }
        throw error;
      }
    });

  /**
   * The last that was told of it stays, until the network at its end has been looked at.
   * @param {import('../types.js').Checkpoint} start
   * @param {any} end
   */
  const finish = (start, end) => {
    const {
      stage: { checkpoint },
      runs: { training, seen },
    } = store.get();
    const told =
      end && training?.metrics && checkpoint?.id === end.id && seen?.id !== end.id
        ? {
            seen: {
              id: end.id,
              ...training.metrics,
              predicted: training.predicted ?? seen?.predicted ?? null,
            },
          }
        : {};
    open(end, checkpoint?.id);
    store.set({
      runs: {
        ...told,
        training: null,
        ended:
          end && checkpoint?.base === start.base
            ? {
                id: end.id,
                reason: end.reason,
                iteration: end.iteration,
                cause: end.cause,
                why: end.why,
              }
            : null,
      },
    });
  };

  /**
   * The step and the cell that met a condition.
   * @param {any} end
   * @param {string | undefined} here
   */
  const open = (end, here) => {
    const { condition, step, address, at } = end?.cause ?? {};
    if (!condition || end.id !== here) return;
    if (step !== null) act.goto(step);
    if (at) act.select(address, at);
  };

  /** Asks the server once, as soon as the training has a name. */
  const stop = () => {
    if (store.get().runs.training) change({ stopping: true });
  };
  store.on(
    ({ runs: { training } }) => (training?.stopping && !training.left ? training.id : null),
    (id) => {
      if (id) guard(() => api.stop(id));
    },
  );
  store.on(
    ({ runs }) => runs.training?.left,
    (left) => {
      if (left) leaving.abort();
    },
  );

  /** @type {number | null} */
  let wanted = null;
  let walking = false;
  /**
   * Shows an iteration of the run; while one is on its way, only the last that was asked for comes
   * next.
   * @param {number} iteration
   * @param {boolean} [instead]
   */
  const seek = async (iteration, instead = false) => {
    const { run } = store.get().runs;
    if (!run) return;
    wanted = Math.max(run.bases[0]?.start ?? 0, Math.min(lastOf(run), Math.round(iteration)));
    if (walking) return;
    walking = true;
    while (wanted !== null) {
      const to = idAt(run, wanted);
      wanted = null;
      if (to !== store.get().stage.checkpoint?.id) await act.seek(to, instead);
    }
    walking = false;
  };

  /** To the first iteration, from its first weights, with the settings as they are now. */
  const restart = () =>
    act.reach(async (here) => {
      const { run } = store.get().runs;
      const first = await api.checkpoint(run && iterationOf(here) ? idAt(run, 0) : here);
      if (first.base === baseOf(here)) return first;
      const [now, { edits }] = await Promise.all([api.checkpoint(here), api.exported(here)]);
      const change = wayBack(
        first.description,
        now.description,
        edits.filter((/** @type {{iteration: number}} */ edit) => edit.iteration > first.iteration),
      );
      return change ? api.edit(first.id, change) : first;
    });

  store.on(
    (state) => state.server.offline,
    (offline) => {
      if (offline || !lost) return;
      const to = lost;
      lost = null;
      act.seek(to);
    },
  );
  // Whoever goes on to another network has no use for what the old one learns.
  store.on(
    (state) => state.stage.checkpoint,
    (checkpoint) => {
      const { run, training, ended } = store.get().runs;
      const away =
        checkpoint && run && !leadsThrough(run, checkpoint) && checkpoint.base !== run.base;
      if (away && training && !training.left) change({ left: true });
      if (away && ended) store.set({ runs: { ended: null } });
    },
  );

  return {
    train,
    stop,
    seek,
    restart,
    /** Keeps this curve to compare others with, or lets it go. */
    keep: () => store.set({ runs: { kept: store.get().runs.kept ? null : store.get().runs.run } }),
  };
}
