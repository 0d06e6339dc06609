// @ts-check
/**
 * The page's state, in one place: views read a slice of it and are told when what they read
 * changes.
 */

import { begins } from './draw-soon.js';

/** @typedef {import('./state.js').State} State */
/**
 * @typedef {{[slice in keyof State]?: Partial<State[slice]>}} Patch   what changes, slice by slice
 */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(...patches: Patch[]) => void} set   all of them at once; a later one wins
 * @property {<T>(selector: (state: State) => T, listener: (value: T, state: State) => void) => ()
 *   => void} on
 * @property {(selector: (state: State) => unknown[], listener: () => void) => () => void} onAny
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const watchers = new Set();

  /** @param {() => void} watch */
  const watching = (watch) => {
    watchers.add(watch);
    return () => {
      watchers.delete(watch);
    };
  };

  return {
    get: () => state,

    set(...patches) {
      begins();
      for (const patch of patches) state = patched(state, patch);
      for (const watch of [...watchers]) if (watchers.has(watch)) watch();
    },

    /** Calls `listener` now, and again whenever what `selector` picks is another value (===). */
    on(selector, listener) {
      let value = selector(state);
      const leave = watching(() => {
        const next = selector(state);
        if (next === value) return;
        value = next;
        listener(value, state);
      });
      listener(value, state);
      return leave;
    },

    /** The same, for several values: once, however many of them have changed. */
    onAny(selector, listener) {
      let values = selector(state);
      const leave = watching(() => {
        const next = selector(state);
        if (next.every((value, index) => value === values[index])) return;
        values = next;
        listener();
      });
      listener();
      return leave;
    },
  };
}

/**
 * @param {State} state
 * @param {Patch} patch
 * @returns {State}
 */
function patched(state, patch) {
  const slices = /** @type {(keyof State)[]} */ (Object.keys(patch));
  return {
    ...state,
    ...Object.fromEntries(slices.map((name) => [name, { ...state[name], ...patch[name] }])),
  };
}
