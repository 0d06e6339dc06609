// @ts-check
/** Whether somebody has stepped in this browser before: who has needs no first minute. */
import { keep, recall } from './remembered.js';

const KEPT = 'backstep.stepped';

/** @param {import('../types.js').Context['store']} store */
export function followSteps(store) {
  store.set({ stepped: Boolean(recall(KEPT)) });
  store.on(
    (state) => state.cursor,
    (cursor) => {
      if (cursor < 0 || store.get().stepped) return;
      keep(KEPT, '1');
      store.set({ stepped: true });
    },
  );
}
