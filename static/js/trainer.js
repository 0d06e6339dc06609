// @ts-check
/** Training: at full speed on the server, which tells how it goes, or slowly, with every iteration on the stage. */
import { ApiProblem, Offline } from './api.js';
import { orderOf } from './lib/picture.js';
import { byBlock, extended, idAt, lastOf, leadsThrough } from './lib/run.js';

/** @typedef {import('./types.js').Training} Training */
/** @typedef {import('./lib/event-stream.js').Event} Event */

/** As many pinned numbers' tensors are watched. */
const WATCHED = 16;

/** @typedef {{iterations: number, below?: number | null, pace?: number}} Wish   pace: iterations a second; 0 for as many as possible */

/** @param {Pick<import('./types.js').Context, 'store' | 'api' | 'act'> & {guard: import('./guard.js').Guard}} context */
export function createTrainer({ store, api, act, guard }) {
  /** Where to go on when the server is back. @type {string | null} */
  let lost = null;

  /** @param {Partial<Training>} change */
  const change = (change) => {
    const { training } = store.get();
    if (training) store.set({ training: { ...training, ...change } });
  };

  /** The run as far as it has been told. @param {any} data   of a progress event */
  const grow = ({ iteration, losses, norms, metrics, tensors, predict }) => {
    const { run, training } = store.get();
    if (!run || !training) return;
    const tests = metrics?.test?.loss === null || !metrics ? [] : [[iteration, metrics.test.loss]];
    store.set({
      run: extended(run, { losses, iteration, norms: byBlock(norms ?? {}), tests: /** @type {any} */ (tests) }),
      training: { ...training, now: iteration, metrics: metrics ?? training.metrics, tensors: tensors ?? training.tensors, predicted: predict ?? training.predicted },
    });
  };

  /** @param {Wish} wish @param {boolean} modest   without what takes too long to look at */
  const orderFor = ({ iterations, below }, modest) => {
    const { pins, samples } = store.get(), predict = modest ? null : orderOf(samples);
    return {
      iterations, keep: 20, ...(typeof below === 'number' ? { until: { loss_below: below } } : {}),
      watch: { norms: true, metrics: !modest, tensors: [...new Set(pins.map(({ address }) => address))].slice(0, WATCHED), ...(predict ? { predict } : {}) },
    };
  };

  /** @param {import('./types.js').Checkpoint} start @param {Wish} wish @param {boolean} [modest] @returns {Promise<any>} */
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
      if (store.get().training?.stopping && ['waiting', 'started'].includes(name)) stop(); // it was asked for before it had a name
    };
    try {
      await api.train(start.id, orderFor(wish, modest), hear);
    } catch (error) {
      const watching = error instanceof ApiProblem && error.problem.errors?.[0]?.pointer.startsWith('/watch');
      if (!watching || modest) throw error;
      return run(start, wish, true);
    }
    if (!end) throw new Offline(start.id); // the answer was cut off
    return end;
  };

  /** One iteration after the other, all of the stage at each. @param {import('./types.js').Checkpoint} start @param {Wish} wish */
  const walk = async (start, { iterations, below, pace = 1 }) => {
    let here = start, reason = 'iterations';
    while (here.iteration < start.iteration + iterations) {
      const wait = new Promise((resolve) => { setTimeout(resolve, 1000 / pace); });
      const loss = store.get().trace?.loss ?? NaN;
      if (!Number.isFinite(loss)) { reason = 'diverged'; break; }
      if (typeof below === 'number' && loss < below) { reason = 'until'; break; }
      const next = await api.next(here.id);
      await wait;
      if (store.get().training?.stopping || store.get().checkpoint?.id !== here.id) { reason = 'stopped'; break; }
      await act.seek(next.id, here !== start);
      change({ now: next.iteration });
      here = next;
    }
    return { id: here.id, iteration: here.iteration, reason };
  };

  /** @param {Wish} wish */
  const train = (wish) => guard(async () => {
    const { checkpoint: start, training } = store.get();
    if (!start || training || wish.iterations < 1) return;
    const base = { id: null, waiting: null, from: start.iteration, to: start.iteration + wish.iterations, now: start.iteration, began: Date.now(),
      stopping: false, tensors: {}, metrics: null, predicted: null };
    store.set({ training: base, ended: null, playing: false });
    try {
      const { id, iteration, reason, cause } = await (wish.pace ? walk(start, wish) : run(start, wish));
      if (store.get().checkpoint?.id === start.id) await act.seek(id);
      const { checkpoint } = store.get(); // another network's end is no news
      store.set({ training: null, ended: checkpoint?.base === start.base ? { reason, iteration, cause } : null });
    } catch (error) {
      const now = store.get().training?.now ?? start.iteration;
      store.set({ training: null });
      if (error instanceof Offline) {
        lost = `${start.base}.${now}`;
        store.set({ ended: { reason: 'lost', iteration: now } });
      }
      throw error;
    }
  });

  const stop = () => guard(async () => {
    const { training } = store.get();
    if (!training) return;
    change({ stopping: true });
    if (!training.id) return;
    await api.stop(training.id).catch((error) => {
      if (!(error instanceof ApiProblem) || error.problem.status !== 404) throw error; // it has ended by itself
    });
  });

  /** @type {number | null} */
  let wanted = null;
  let walking = false;
  /** Shows an iteration of the run; while one is on its way, only the last that was asked for comes next. @param {number} iteration @param {boolean} [instead] */
  const seek = async (iteration, instead = false) => {
    const { run } = store.get();
    if (!run) return;
    wanted = Math.max(run.bases[0]?.start ?? 0, Math.min(lastOf(run), Math.round(iteration)));
    if (walking) return;
    walking = true;
    while (wanted !== null) {
      const to = idAt(run, wanted);
      wanted = null;
      if (to !== store.get().checkpoint?.id) await act.seek(to, instead);
    }
    walking = false;
  };

  store.on((state) => state.offline, (offline) => {
    if (offline || !lost) return;
    const to = lost;
    lost = null;
    act.seek(to);
  });
  // Whoever goes on to another network has no use for what the old one learns.
  store.on((state) => state.checkpoint, (checkpoint) => {
    const { run, training, ended } = store.get();
    const away = checkpoint && run && !leadsThrough(run, checkpoint) && checkpoint.base !== run.base;
    if (away && training) stop();
    if (away && ended) store.set({ ended: null });
  });

  return {
    train, stop, seek,
    /** Keeps this curve to compare others with, or lets it go. */
    keep: () => store.set({ kept: store.get().kept ? null : store.get().run }),
  };
}
