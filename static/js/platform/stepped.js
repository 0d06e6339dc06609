// @ts-check
/** Whether somebody has stepped in this browser before: who has needs no first minute. */
import { keep, recall } from './remembered.js';

const KEPT = 'backstep.stepped';

/** @param {import('../types.js').Context['store']} store */
export function followSteps(store) {
  store.set({ reader: { stepped: Boolean(recall(KEPT)) } });
  store.on(
    (state) => state.stage.cursor,
    (cursor) => {
      if (cursor < 0 || store.get().reader.stepped) return;
      keep(KEPT, '1');
      store.set({ reader: { stepped: true } });
    },
  );
}
