// @ts-check
/**
 * Asks the server for what the inspector needs about the present moment: the number's terms, and
 * the chains.
 */
import { drawSoon } from '../platform/draw-soon.js';
import { Lookup } from '../platform/lookup.js';
import { targets } from '../lib/chain.js';
import { largest } from '../lib/largest.js';

/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @param {{store: import('../types.js').Store, api: import('../types.js').Api, guard:
 *   import('./guard.js').Guard}} context
 */
export function createFollower({ store, api, guard }) {
  /** @type {Lookup<Explanation>} */
  const explanations = new Lookup();
  /** @type {Lookup<Chain>} */
  const chains = new Lookup();
  /** @param {string} id @param {Cell} cell */
  const keyOf = (id, cell) => [id, cell.address, ...cell.at].join();
  /** @param {string} id @param {Cell} cell */
  const explain = (id, cell) =>
    explanations.load(keyOf(id, cell), () => api.explain(id, cell.address, cell.at));

  /** @param {Cell | null} selection */
  const showNumber = (selection) => {
    const id = store.get().stage.trace?.checkpoint;
    const kept = id && selection ? explanations.peek(keyOf(id, selection)) : null;
    store.set({ focus: { explanation: kept } });
    if (!id || !selection || kept) return;
    guard(async () => {
      const explanation = await explain(id, selection);
      if (store.get().focus.selection === selection) store.set({ focus: { explanation } });
    });
  };

  /** @param {Trace} trace @param {number} cursor */
  const chainsAt = (trace, cursor) => {
    const id = trace.checkpoint ?? '';
    return Promise.all(
      targets(trace, cursor).map((address) =>
        chains.load(`${id},${address}`, () => api.chain(id, address)),
      ),
    );
  };

  const showChains = () => {
    const { trace, cursor } = store.get().stage;
    const id = trace?.checkpoint;
    const step = trace?.steps[cursor];
    if (!trace || !id || !step || step.phase === 'forward') return;
    guard(async () => {
      const chain = await chainsAt(trace, cursor);
      if (store.get().stage.cursor === cursor && store.get().stage.trace === trace)
        store.set({ focus: { chain } });
    });
  };

  /** The next step's number and chains, so that they are there when they are wanted. */
  const lookAhead = drawSoon(() => {
    const { trace, cursor } = store.get().stage;
    const next = trace?.steps[cursor + 1];
    if (!trace?.checkpoint || !next) return;
    explain(trace.checkpoint, pointedOut(trace, next.index)).catch(() => {});
    if (next.phase !== 'forward') chainsAt(trace, next.index).catch(() => {});
  });

  store.on((state) => state.focus.selection, showNumber);
  store.on((state) => state.stage.cursor, showChains);
  store.on((state) => state.stage.trace, showChains);
  store.on(
    (state) => state.focus.explanation,
    (explanation) => {
      if (explanation) lookAhead();
    },
  );
  store.on(
    (state) => state.server.offline,
    (offline) => {
      if (offline) return;
      if (!store.get().focus.explanation) showNumber(store.get().focus.selection);
      showChains();
    },
  );
}

/**
 * The number that a step points out by itself.
 * @param {Trace} trace
 * @param {number} index
 * @returns {Cell}
 */
export function pointedOut(trace, index) {
  const { writes } = trace.steps[index];
  return { address: writes, at: largest(trace.tensors[writes]), auto: true };
}
