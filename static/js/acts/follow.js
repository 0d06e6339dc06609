// @ts-check
/**
 * Asks the server for what the inspector needs about the present moment: the number's terms, and
 * the chains.
 */
import { drawSoon } from '../platform/draw-soon.js';
import { createAnswers } from './looking-ahead.js';

/** @typedef {import('../types.js').Cell} Cell */

/**
 * @param {{store: import('../types.js').Store, api: import('../types.js').Api, guard:
 *   import('./guard.js').Guard}} context
 */
export function createFollower({ store, api, guard }) {
  const answers = createAnswers(api);

  /** @param {Cell | null} selection */
  const showNumber = (selection) => {
    const id = store.get().stage.trace?.checkpoint;
    const kept = id && selection ? answers.kept(id, selection) : null;
    store.set({ focus: { explanation: kept } });
    if (!id || !selection || kept) return;
    guard(async () => {
      const explanation = await answers.explain(id, selection);
      if (store.get().focus.selection === selection) store.set({ focus: { explanation } });
    });
  };

  const showChains = () => {
    const { trace, cursor } = store.get().stage;
    const id = trace?.checkpoint;
    const step = trace?.steps[cursor];
    if (!trace || !id || !step || step.phase === 'forward') return;
    guard(async () => {
      const chain = await answers.chainsAt(trace, cursor);
      if (store.get().stage.cursor === cursor && store.get().stage.trace === trace)
        store.set({ focus: { chain } });
    });
  };

  const lookAhead = drawSoon(() => {
    const { trace, cursor } = store.get().stage;
    if (trace) answers.ahead(trace, cursor);
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
