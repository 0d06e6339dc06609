// @ts-check
/**
 * What a training is wanted to be: how many iterations, how fast, what it is to stop for; and the
 * ways to begin and to end it.
 */
import { CONDITIONS, hiddenOf, parametersOf, VALUED } from '../../lib/until.js';

/** @typedef {import('./view.js').Context} Context */
/** @typedef {import('../../lib/until.js').Chosen} Chosen */
/** @typedef {Chosen & {on: boolean}} Stop */
/** @typedef {ReturnType<typeof createDesk>} Desk */

/** What the form proposes. @type {Record<string, number>} */
const PROPOSED = {
  loss_below: 0.05,
  accuracy_above: 0.95,
  norm_below: 1e-6,
  norm_above: 1000,
};

/** @param {Context} context */
export function createDesk({ store, act, trainer }) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {{iterations: number, pace: number, stops: Stop[]}} */
  const wish = {
    iterations: 1000,
    pace: 0,
    stops: CONDITIONS.map((condition) => ({
      condition,
      on: false,
      value: PROPOSED[condition] ?? null,
    })),
  };

  /** Those that are chosen and make sense for the network that is there. */
  const chosen = () => {
    const { trace } = store.get().stage;
    const known = [...parametersOf(trace), ...hiddenOf(trace)];
    return wish.stops.filter(
      ({ condition, on, value, of }) =>
        on &&
        offered().includes(condition) &&
        (of === undefined || known.includes(of)) &&
        (!VALUED.includes(condition) || value !== null),
    );
  };

  /** The conditions that can be met: there is an accuracy where there are classes. */
  const offered = () => {
    const { trace } = store.get().stage;
    const { samples } = store.get().runs;
    return CONDITIONS.filter(
      (each) =>
        (each !== 'accuracy_above' || samples?.train.labels) &&
        (each !== 'dead' || hiddenOf(trace).length > 0) &&
        (!each.startsWith('norm') || parametersOf(trace).length > 0),
    );
  };

  /** @param {number} iterations */
  const train = (iterations) => {
    const { stage, server } = store.get();
    if (!stage.trace || server.offline) return;
    trainer.train({ iterations, pace: wish.pace, until: chosen() });
  };

  /** Iterations in which every sample is seen once. */
  const epoch = () => {
    const { samples } = store.get().runs;
    const { trace, checkpoint } = store.get().stage;
    const all = samples?.train.x.shape[0];
    const size = checkpoint?.description.batch.size ?? all;
    return all && size && trace ? Math.ceil(all / Math.min(size, all)) : 1;
  };

  return {
    wish,
    chosen,
    offered,
    epoch,
    go: () => train(wish.iterations),
    toggle: () => (store.get().runs.training ? trainer.stop() : train(wish.iterations)),
    one: () => {
      if (!store.get().runs.training) act.next();
    },
    anEpoch: () => {
      if (!store.get().runs.training) train(epoch());
    },
    first: () => {
      if (!store.get().runs.training) trainer.restart();
    },
    /** Calls back whenever the wish has changed. @param {() => void} listener */
    listen: (listener) => listeners.add(listener),
    changed: () => {
      for (const listener of listeners) listener();
    },
  };
}
