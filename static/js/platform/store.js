// @ts-check
/**
 * The page's state, in one place: views read a slice of it and are told when that slice changes.
 */

/** @typedef {import('../types.js').State} State */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(patch: Partial<State>) => void} set
 * @property {<T>(selector: (state: State) => T, listener: (value: T, state: State) => void) => ()
 *   => void} on
 */

/**
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const watchers = new Set();

  return {
    get: () => state,

    set(patch) {
      state = { ...state, ...patch };
      for (const watch of [...watchers]) if (watchers.has(watch)) watch();
    },

    /** Calls `listener` now, and again whenever what `selector` picks is another value (===). */
    on(selector, listener) {
      let value = selector(state);
      const watch = () => {
        const next = selector(state);
        if (next === value) return;
        value = next;
        listener(value, state);
      };
      watchers.add(watch);
      listener(value, state);
      return () => {
        watchers.delete(watch);
      };
    },
  };
}
