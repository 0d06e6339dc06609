// @ts-check
/**
 * How the reader looks at a run: numbers pinned, one sample followed, every new number guessed
 * first.
 */
import { begun, veiled } from '../../lib/guess.js';
import { toggled } from '../../lib/pins.js';

/** @typedef {import('../../types.js').Cell} Cell */

/**
 * @param {import('../../types.js').Store} store
 * @param {() => void} pause   stops playing
 */
export const readingActs = (store, pause) => ({
  /**
   * Keeps a number in view, or no longer; without one, the selected.
   * @param {Cell | null} [cell]
   */
  pin(cell = store.get().focus.selection) {
    if (cell) store.set({ focus: { pins: toggled(store.get().focus.pins, cell) } });
  },
  /** Follows one sample of the batch, or none. @param {number | null} sample */
  follow: (sample) => store.set({ focus: { sample } }),
  /** Every new number is to be guessed, or no longer; what is on the stage already stays there. */
  guessing() {
    const {
      teaching: { guess },
      stage: { trace, cursor },
    } = store.get();
    pause();
    store.set({
      teaching: {
        guess: guess ? null : begun(trace?.steps.slice(0, cursor + 1).map((step) => step.writes)),
      },
    });
  },
  /** Shows what was to be guessed. */
  unveil() {
    const { guess } = store.get().teaching;
    const hidden = veiled(store.get());
    if (guess && hidden) store.set({ teaching: { guess: begun([...guess.seen, hidden]) } });
  },
  /** Whether a number is to be guessed before the next step; then it is asked for again. */
  waits() {
    const { guess } = store.get().teaching;
    const hidden = veiled(store.get());
    if (guess && hidden) store.set({ teaching: { guess: { ...guess, calls: guess.calls + 1 } } });
    return Boolean(hidden);
  },
});
