// @ts-check
/** What a training is asked to tell, and when something else is to be looked at. */
import { cellKey } from '../../lib/pins.js';
import { watchOf } from './watching.js';

/** What is to be looked at is asked for once it has stayed the same so long, in milliseconds. */
const TURN = 120;

/** @param {Pick<import('../../types.js').Context, 'store'>} context */
export function createLooking({ store }) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  /** What is looked at, as it was asked for. */
  let asked = '';
  let modest = false;

  const now = () =>
    watchOf(store.get(), {
      modest,
      hidden: document.visibilityState === 'hidden',
      calm: calm.matches,
    });

  return {
    /** What is asked for, and how it is told. */
    order: () => {
      const watch = now();
      asked = JSON.stringify(watch);
      const cells = (watch.cells ?? []).map(({ address, at }) => cellKey(address, at));
      return { watch, told: { cells, alone: watch.predict?.address ?? null } };
    },
    hasChanged: () => JSON.stringify(now()) !== asked,
    isModest: () => modest,
    /** Whether what takes too long to look at is left out. @param {boolean} is */
    beModest: (is) => {
      modest = is;
    },
  };
}

/**
 * Calls back once something else has been looked at for a while, during a training.
 * @param {import('../../types.js').Store} store
 * @param {() => void} turn
 */
export function onTurning(store, turn) {
  let soon = 0;
  const turnSoon = () => {
    if (!store.get().runs.training) return;
    clearTimeout(soon);
    soon = window.setTimeout(turn, TURN);
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
}
