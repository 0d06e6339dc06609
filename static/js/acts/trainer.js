// @ts-check
/**
 * Training: at full speed on the server, which tells how it goes, or slowly, with every iteration
 * on the stage.
 */
import { baseOf, idOf, iterationOf } from '../lib/checkpoint-id.js';
import { ApiProblem, Offline } from '../platform/api.js';
import { orderOf } from '../lib/picture.js';
import { liveOf } from '../lib/live.js';
import { predictionOf } from '../lib/packed.js';
import { cellKey } from '../lib/pins.js';
import { restart as wayBack } from '../lib/restart.js';
import { byBlock, extended, idAt, lastOf, leadsThrough } from '../lib/run.js';
import { untilOf } from '../lib/until.js';
import { watchOf } from './watching.js';

/** @typedef {import('../types.js').Training} Training */
/** @typedef {import('../lib/event-stream.js').Event} Event */

/** What is to be looked at is asked for once it has stayed the same so long, in milliseconds. */
const TURN = 120;

/**
 * @typedef {{iterations: number, until?: import('../lib/until.js').Chosen[], pace?: number}} Wish
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
  /** The numbers that are told one by one, in order. @type {string[]} */
  let watched = [];
  /** What is looked at, as it was asked for. */
  let watching = '';
  /** The layer that is looked at in place of the whole network. @type {string | null} */
  let alone = null;
  let modest = false;
  /** It has been stopped to look at something else. */
  let turning = false;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param {Partial<Training>} change */
  const change = (change) => {
    const { training } = store.get().runs;
    if (training) store.set({ runs: { training: { ...training, ...change } } });
  };

  /** What has been told since the last frame, of which only the last is drawn. @type {any} */
  let told = null;
  let frame = 0;
  /** @param {any} data   of a progress event */
  const hearProgress = (data) => {
    told = { ...told, ...data, losses: [...(told?.losses ?? []), ...data.losses] };
    frame ||= requestAnimationFrame(grow);
  };

  /** The run as far as it has been told, and the network as it is there. */
  const grow = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    const { run, training, live } = store.get().runs;
    const data = told;
    told = null;
    if (!run || !training?.start || !data) return;
    const { iteration, losses, norms, metrics, cells } = data;
    const of = (/** @type {'train' | 'test'} */ part) =>
      /** @type {import('../lib/charts.js').Point[]} */ (
        (metrics?.[part]?.loss ?? null) === null ? [] : [[iteration, metrics[part].loss]]
      );
    const predicted = data.predict && !alone ? predictionOf(data.predict) : training.predicted;
    store.set({
      runs: {
        run: extended(run, {
          losses,
          iteration,
          norms: byBlock(norms ?? {}),
          tests: of('test'),
          trains: of('train'),
        }),
        live: liveOf(live, training.start, data),
        ...(data.predict && alone
          ? {
              within: { id: training.start, address: alone, predicted: predictionOf(data.predict) },
            }
          : {}),
        training: {
          ...training,
          now: iteration,
          metrics: metrics ?? training.metrics,
          pictured: metrics ? iteration : training.pictured,
          cells: cells
            ? Object.fromEntries(watched.map((key, k) => [key, cells[k] ?? undefined]))
            : training.cells,
          predicted,
          outputs: data.outputs ? predictionOf(data.outputs) : training.outputs,
        },
      },
    });
  };

  const look = () =>
    watchOf(store.get(), {
      modest,
      hidden: document.visibilityState === 'hidden',
      calm: calm.matches,
    });

  /** What is asked for, in order. @param {Wish} wish */
  const orderFor = ({ iterations, until }) => {
    const wanted = until ? untilOf(until, store.get().stage.trace) : null;
    const watch = look();
    watching = JSON.stringify(watch);
    watched = (watch.cells ?? []).map(({ address, at }) => cellKey(address, at));
    alone = watch.predict?.address ?? null;
    return { iterations, keep: 20, ...(wanted ? { until: wanted } : {}), watch };
  };

  /**
   * A stretch of it, in which the same is looked at.
   * @param {string} from
   * @param {Wish} wish
   * @returns {Promise<any>}
   */
  const stretch = async (from, wish) => {
    /** @type {any} */
    let end = null;
    /** @param {Event} event */
    const hear = ({ name, data }) => {
      if (name === 'waiting') change({ id: data.training, waiting: data.ahead });
      if (name === 'started')
        change({
          id: data.training,
          waiting: null,
          began: store.get().runs.training?.began || Date.now(),
        });
      if (name === 'progress') hearProgress(data);
      if (name === 'done') end = data;
      if (name === 'error') throw new ApiProblem(data);
    };
    try {
      await api.train(from, orderFor(wish), hear, leaving.signal);
    } catch (error) {
      if (leaving.signal.aborted) return null;
      const blamed = error instanceof ApiProblem ? error.problem.errors?.[0]?.pointer : undefined;
      if (!blamed?.startsWith('/watch') || modest) throw error;
      modest = true; // what takes too long to look at is left out
      return stretch(from, wish);
    }
    if (!end) throw new Offline(from); // the answer was cut off
    grow();
    return end;
  };

  /**
   * All of it; where something else is to be looked at, it goes on from where it is.
   * @param {import('../types.js').Checkpoint} start
   * @param {Wish} wish
   */
  const run = async (start, wish) => {
    const last = start.iteration + wish.iterations;
    modest = false;
    let end = await stretch(start.id, wish);
    while (end?.reason === 'stopped' && turning && !store.get().runs.training?.stopping) {
      turning = false;
      change({ id: null });
      end = await stretch(end.id, { ...wish, iterations: last - end.iteration });
    }
    turning = false;
    return end;
  };

  /** Something else is to be looked at: the training is stopped, and goes on at once. */
  const turn = () => {
    const { training } = store.get().runs;
    if (!training?.start || !training.id || training.stopping || training.left || turning) return;
    if (JSON.stringify(look()) === watching) return;
    turning = true;
    const { id } = training;
    guard(() => api.stop(id));
  };
  let turningSoon = 0;
  const turnSoon = () => {
    if (!store.get().runs.training) return;
    clearTimeout(turningSoon);
    turningSoon = window.setTimeout(turn, TURN);
  };
  store.onAny(
    ({ focus, stage, runs }) => [
      focus.pins,
      focus.selection,
      focus.unit,
      stage.shown,
      runs.learning,
      runs.picture,
      runs.samples,
      runs.training?.id,
    ],
    turnSoon,
  );
  document.addEventListener('visibilitychange', turnSoon);

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
        began: 0,
        stopping: false,
        start: wish.pace ? null : start.id,
        left: false,
        cells: {},
        metrics: null,
        pictured: null,
        predicted: null,
        outputs: null,
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
        store.set({ runs: { training: null, live: null } });
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
      runs: { training, seen, samples, live },
    } = store.get();
    const told =
      end &&
      training?.metrics &&
      training.pictured === end.iteration &&
      (training.predicted || !orderOf(samples)) &&
      checkpoint?.id === end.id &&
      seen?.id !== end.id
        ? {
            seen: {
              id: end.id,
              ...training.metrics,
              predicted: training.predicted,
              outputs: training.outputs,
            },
            ...(live && Object.keys(live.units).length
              ? { planes: { id: end.id, tensors: live.units } }
              : {}),
          }
        : {};
    open(end, checkpoint?.id);
    store.set({
      runs: {
        ...told,
        training: null,
        live: null,
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
    /** Keeps this curve, to compare others with. */
    keep: () => store.set({ runs: { kept: store.get().runs.run } }),
    drop: () => store.set({ runs: { kept: null } }),
  };
}
