/** The page's state as it begins, in English, but for what a test says. */
import { begun } from '../../static/js/platform/state.js';
import { createStore } from '../../static/js/platform/store.js';

const manner = { hide: [], lock: false, present: false };

/** @param {any} patch   slice by slice */
export const stateWith = (patch) => storeWith(patch).get();

/** @param {any} patch   slice by slice */
export function storeWith(patch) {
  const store = createStore(
    begun({
      lang: 'en',
      languages: ['en'],
      theme: 'auto',
      manner,
      pins: [],
      sample: null,
      learning: false,
    }),
  );
  store.set(patch);
  return store;
}
