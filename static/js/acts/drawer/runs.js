// @ts-check
/** The way that led to the checkpoint shown, and what the trace says of its iteration. */
import { gradientOf, tensor } from '../../lib/address.js';
import { continued, extended, leadsThrough, runOf, seriesOf } from '../../lib/run.js';

/** @typedef {import('../../lib/run.js').Run} Run */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../drawer.js').Context} Context */

/** As many runs are remembered, so that going back to one shows all of it. */
const KEPT = 20;

/** @param {Context} context */
export function followRuns({ store, api, guard }) {
  /** @type {Map<string, Run>} */
  const runs = new Map();

  const follow = () => {
    const { stage, runs: here } = store.get();
    const { checkpoint } = stage;
    if (!checkpoint || (here.run && leadsThrough(here.run, checkpoint))) return note();
    const known = [...runs.values()].findLast((other) => leadsThrough(other, checkpoint));
    if (known) {
      store.set({ runs: { run: known } });
      return note();
    }
    return guard(async () => {
      const way = runOf(checkpoint, await api.history(checkpoint.id));
      if (store.get().stage.checkpoint !== checkpoint) return;
      const old = runs.get(checkpoint.base);
      const run = old ? extended(old, { losses: way.losses }) : continued(way, [...runs.values()]);
      store.set({ runs: { run } });
      note();
    });
  };

  /** What the trace on the stage says of its iteration. */
  const note = () => {
    const { runs, stage } = store.get();
    const { trace, checkpoint } = stage;
    if (!runs.run || !trace || !checkpoint || !leadsThrough(runs.run, checkpoint)) return;
    const seen = seriesOf([{ iteration: trace.iteration, norms: normsOf(trace) }]);
    store.set({ runs: { run: extended(runs.run, seen) } });
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
  store.on((state) => state.stage.trace, follow);
}

/** The norms of all gradients of parameters, by their addresses. @param {Trace} trace */
const normsOf = (trace) =>
  Object.fromEntries(
    trace.nodes
      .flatMap(({ id, parameters }) =>
        Object.keys(parameters).map((name) => gradientOf(tensor(id, name))),
      )
      .flatMap((address) => {
        const found = trace.tensors[address];
        return found ? [[address, normOf(found)]] : [];
      }),
  );

/** @param {Trace['tensors'][string]} tensor */
const normOf = ({ data, stats }) =>
  data
    ? Math.sqrt(data.reduce((sum, value) => sum + value * value, 0))
    : Number(stats?.norm ?? NaN);
