// @ts-check
/** How good the network is at a checkpoint, and what it predicts; asked for once it is at rest. */
import { Lookup } from '../../platform/lookup.js';
import { orderOf, outputsOf } from '../../lib/picture.js';
import { extended, leadsThrough } from '../../lib/run.js';
import { LARGE, atRest } from './rest.js';

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../../types.js').Metrics} Metrics */
/** @typedef {import('../../types.js').State} State */
/** @typedef {NonNullable<State['runs']['seen']>} Seen */
/** @typedef {import('../drawer.js').Context} Context */

/** @param {Context} context */
export function followLooks({ store, api, guard }) {
  /** @type {Lookup<import('../../types.js').Samples>} */
  const samples = new Lookup(LARGE);
  /** @type {Lookup<Seen>} */
  const looks = new Lookup(LARGE);
  const rest = atRest(guard);

  const look = () => {
    const { runs, stage } = store.get();
    const { checkpoint } = stage;
    rest.forget();
    if (!runs.learning || !checkpoint) return;
    const kept = looks.peek(checkpoint.id);
    if (kept) return store.set({ runs: { seen: kept, samples: samples.peek(checkpoint.base) } });
    rest.once(async () => {
      const data = await samples.load(checkpoint.base, () => api.samples(checkpoint.id));
      if (store.get().stage.checkpoint !== checkpoint) return;
      store.set({ runs: { samples: data } });
      const seen = await looks.load(checkpoint.id, () => lookAt(checkpoint, data));
      if (store.get().stage.checkpoint !== checkpoint) return;
      store.set({ runs: { seen, ...longer(store.get(), checkpoint, seen) } });
    });
  };

  /**
   * What takes too long to look at is left out.
   * @param {Checkpoint} checkpoint
   * @param {import('../../types.js').Samples} data
   * @returns {Promise<Seen>}
   */
  const lookAt = async ({ id }, data) => {
    const predicting = async (/** @type {object | null} */ order) =>
      order ? api.predict(id, order).catch(() => null) : null;
    const measuring = async (/** @type {'train' | 'test'} */ part) =>
      api.metrics(id, part).catch(() => null);
    const [train, test, predicted, outputs] = await Promise.all([
      measuring('train'),
      measuring('test'),
      predicting(orderOf(data)),
      predicting(outputsOf(data)),
    ]);
    return { id, train, test, predicted, outputs };
  };

  store.on((state) => state.stage.checkpoint, look);
  store.on((state) => state.runs.learning, look);
}

/**
 * The run with what was seen of this iteration.
 * @param {State} state
 * @param {Checkpoint} checkpoint
 * @param {Seen} seen
 */
function longer({ runs: { run } }, checkpoint, { train, test }) {
  if (!run || !leadsThrough(run, checkpoint)) return {};
  const of = (/** @type {Metrics | null} */ part) => {
    const loss = part?.loss ?? null;
    return /** @type {import('../../lib/charts.js').Point[]} */ (
      loss === null ? [] : [[checkpoint.iteration, loss]]
    );
  };
  return { run: extended(run, { tests: of(test), trains: of(train) }) };
}
