// @ts-check
/** Guess first, from moment to moment: what was told about one number is not said of the next. */
import { begun, veiled } from '../lib/guess.js';

/** @param {import('../types.js').Store} store */
export function followGuesses(store) {
  let hidden = veiled(store.get());
  /** What is on the stage in full, when other numbers come. @type {string | null} */
  let open = null;
  let iteration = -1;

  store.on(
    (state) => state.stage.trace,
    (trace) => {
      const { guess } = store.get().teaching;
      if (guess && trace)
        store.set({
          teaching: { guess: begun(open && trace.iteration === iteration ? [open] : []) },
        });
      iteration = trace?.iteration ?? -1;
    },
  );
  store.on(
    (state) =>
      `${state.stage.trace?.checkpoint} ${state.stage.cursor} ${Boolean(state.teaching.guess)}`,
    () => {
      const {
        teaching: { guess },
        stage: { trace, cursor },
      } = store.get();
      const now = veiled(store.get());
      if (guess && now !== hidden && (guess.told || guess.hint || guess.calls))
        store.set({ teaching: { guess: { ...guess, told: null, hint: false, calls: 0 } } });
      hidden = now;
      if (cursor >= 0) open = now ? null : (trace?.steps[cursor]?.writes ?? null);
    },
  );
  store.on(
    (state) => state.teaching.guess?.seen,
    () => {
      const { trace, cursor } = store.get().stage;
      if (cursor >= 0 && !veiled(store.get())) open = trace?.steps[cursor]?.writes ?? null;
    },
  );
}
