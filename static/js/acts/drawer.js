// @ts-check
/**
 * Asks the server for what the drawer shows: the way that led here, the samples, how good the
 * network is, what it predicts.
 */
import { gradientOf, tensor } from '../lib/address.js';
import { Lookup } from '../platform/lookup.js';
import { coarse, orderOf, outputsOf } from '../lib/picture.js';
import { liveOn } from '../lib/live.js';
import { pictureNow } from '../lib/pictures.js';
import { planesOf } from '../lib/planes.js';
import { byBlock, continued, extended, leadsThrough, runOf } from '../lib/run.js';

/** @typedef {import('../lib/run.js').Run} Run */
/** @typedef {import('../types.js').Checkpoint} Checkpoint */

/** As many runs are remembered, so that going back to one shows all of it. */
const KEPT = 20;

/**
 * A network at rest is looked at after so many milliseconds; in a drag it is another one before
 * that.
 */
const REST = 60;

/** Answers with thousands of numbers are kept for so many checkpoints. */
const LARGE = 12;

/** Points along each side of a unit's plane. */
const SIDE = 20;

/**
 * @param {{store: import('../types.js').Store, api: import('../types.js').Api, guard:
 *   import('./guard.js').Guard}} context
 */
export function createDrawerData({ store, api, guard }) {
  /** @type {Map<string, Run>} */
  const runs = new Map();
  /** @type {Lookup<import('../types.js').Samples>} */
  const samples = new Lookup(LARGE);
  /** @type {Lookup<NonNullable<import('../types.js').State['runs']['seen']>>} */
  const looks = new Lookup(LARGE);

  const followRun = () => {
    const {
      stage: { checkpoint },
      runs: { run },
    } = store.get();
    if (!checkpoint || (run && leadsThrough(run, checkpoint))) return note();
    const known = [...runs.values()].findLast((other) => leadsThrough(other, checkpoint));
    if (known) {
      store.set({ runs: { run: known } });
      return note();
    }
    return guard(async () => {
      const way = runOf(checkpoint, await api.history(checkpoint.id));
      if (store.get().stage.checkpoint !== checkpoint) return;
      const old = runs.get(checkpoint.base);
      store.set({
        runs: {
          run: old ? extended(old, { losses: way.losses }) : continued(way, [...runs.values()]),
        },
      });
      note();
    });
  };

  /** What the trace on the stage says of its iteration. */
  const note = () => {
    const {
      runs: { run },
      stage: { trace, checkpoint },
    } = store.get();
    if (!run || !trace || !checkpoint || !leadsThrough(run, checkpoint)) return;
    /** @type {Record<string, number>} */
    const norms = {};
    for (const { id, parameters } of trace.nodes) {
      for (const name of Object.keys(parameters)) {
        const address = gradientOf(tensor(id, name));
        const found = trace.tensors[address];
        const norm =
          found &&
          (found.data
            ? Math.sqrt(found.data.reduce((sum, value) => sum + value * value, 0))
            : Number(found.stats?.norm ?? NaN));
        if (norm !== undefined) norms[address] = norm;
      }
    }
    store.set({
      runs: { run: extended(run, { norms: byBlock(norms), iteration: trace.iteration }) },
    });
  };

  let timer = 0;
  const look = () => {
    const {
      runs: { learning },
      stage: { checkpoint },
    } = store.get();
    clearTimeout(timer);
    if (!learning || !checkpoint) return;
    const kept = looks.peek(checkpoint.id);
    if (kept) return store.set({ runs: { seen: kept, samples: samples.peek(checkpoint.base) } });
    timer = window.setTimeout(
      () =>
        guard(async () => {
          const data = await samples.load(checkpoint.base, () => api.samples(checkpoint.id));
          if (store.get().stage.checkpoint !== checkpoint) return;
          store.set({ runs: { samples: data } });
          const seen = await looks.load(checkpoint.id, () => lookAt(checkpoint, data));
          if (store.get().stage.checkpoint !== checkpoint) return;
          const { run } = store.get().runs;
          const of = (/** @type {import('../types.js').Metrics | null} */ part) =>
            /** @type {import('../lib/charts.js').Point[]} */ (
              (part?.loss ?? null) === null ? [] : [[checkpoint.iteration, part?.loss]]
            );
          store.set({
            runs: {
              seen,
              ...(run && leadsThrough(run, checkpoint)
                ? { run: extended(run, { tests: of(seen.test), trains: of(seen.train) }) }
                : {}),
            },
          });
        }),
      REST,
    );
  };

  /**
   * What takes too long to look at is left out.
   * @param {Checkpoint} checkpoint
   * @param {import('../types.js').Samples} data
   */
  const lookAt = async ({ id }, data) => {
    const order = orderOf(data);
    const parts = /** @type {const} */ (['train', 'test']);
    const samples = outputsOf(data);
    const [train, test, predicted, outputs] = await Promise.all([
      ...parts.map((part) => api.metrics(id, part).catch(() => null)),
      order ? api.predict(id, order).catch(() => null) : null,
      samples ? api.predict(id, samples).catch(() => null) : null,
    ]);
    return {
      id,
      train: /** @type {any} */ (train),
      test: /** @type {any} */ (test),
      predicted: /** @type {any} */ (predicted),
      outputs: /** @type {any} */ (outputs),
    };
  };

  /** @type {Lookup<import('../types.js').Tensor | null>} */
  const units = new Lookup(LARGE);
  /** @type {Lookup<import('../types.js').Tensor>} */
  const planes = new Lookup(8 * LARGE);
  let waiting = 0;
  /** What the layer of a unit makes of the inputs, at this checkpoint. */
  const lookInside = () => {
    const {
      focus: { unit },
      stage: { checkpoint },
      runs: { samples: data },
    } = store.get();
    const order = orderOf(data);
    clearTimeout(waiting);
    if (!unit || !checkpoint || !order) return;
    const { id } = checkpoint;
    const { address } = unit;
    waiting = window.setTimeout(
      () =>
        guard(async () => {
          const predicted = await units.load(`${id},${address}`, () =>
            api.predict(id, { ...order, address }).catch(() => null),
          );
          if (predicted && store.get().focus.unit?.address === address)
            store.set({ runs: { within: { id, address, predicted } } });
        }),
      REST,
    );
  };

  let looking = 0;
  /** What the units of each layer make of the plane, at this checkpoint at rest. */
  const lookAtUnits = () => {
    const { runs, stage } = store.get();
    const order = orderOf(runs.samples);
    clearTimeout(looking);
    const { checkpoint } = stage;
    if (!runs.learning || !checkpoint || !order || liveOn(runs, stage.trace)) return;
    const grid = coarse(order, SIDE);
    const { all, wires } = planesOf(stage.trace, stage.shown);
    const wanted = pictureNow(store.get()) === 'units' ? all : wires;
    if (!grid || !wanted.length) return;
    const { id } = checkpoint;
    looking = window.setTimeout(
      () =>
        guard(async () => {
          const found = await Promise.all(
            wanted.map(async (address) => [
              address,
              await planes
                .load(`${id},${address}`, () => api.predict(id, { grid, address }))
                .catch(() => null),
            ]),
          );
          if (store.get().stage.checkpoint?.id !== id) return;
          const tensors = Object.fromEntries(found.filter(([, tensor]) => tensor));
          store.set({ runs: { planes: { id, tensors } } });
        }),
      REST,
    );
  };

  store.on(
    (state) => state.runs.run,
    (run) => {
      if (!run) return;
      runs.delete(run.base);
      runs.set(run.base, run);
      if (runs.size > KEPT) runs.delete([...runs.keys()][0]);
    },
  );
  store.on((state) => state.stage.trace, followRun);
  store.on((state) => state.stage.checkpoint, look);
  store.on((state) => state.runs.learning, look);
  store.onAny(({ focus, stage, runs }) => [focus.unit, stage.checkpoint, runs.samples], lookInside);
  store.onAny(
    ({ stage, runs }) => [
      stage.trace,
      stage.shown,
      runs.samples,
      runs.learning,
      runs.picture,
      runs.training,
    ],
    lookAtUnits,
  );
}
