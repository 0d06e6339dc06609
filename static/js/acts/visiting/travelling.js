// @ts-check
/** Undo and redo: back and forth on the way behind the reader. */
import { along, before } from '../../lib/undo.js';
import { leaveTraining, spotOf, wayTo } from './way.js';

/**
 * @param {object} parts
 * @param {import('../../types.js').Store} parts.store
 * @param {ReturnType<typeof import('./busy.js').createBusy>} parts.busy
 * @param {ReturnType<typeof import('./showing.js').createShowing>} parts.showing
 */
export function createTravelling({ store, busy, showing }) {
  let wanted = 0;
  busy.onElsewhere(() => {
    wanted = 0;
  });

  /** As far as one leap leads. */
  const leap = async () => {
    const state = store.get();
    const { draft } = state.network;
    if (wanted < 0 && draft) {
      store.set({ network: { draft: draft.before } });
      wanted += 1;
      return;
    }
    const spot = spotOf(state);
    const led = spot && along(wayTo(state), spot, wanted);
    const { past, checkpoint } = state.stage;
    const to = led?.spot ?? (wanted < 0 ? before(past, checkpoint) : null);
    if (!to) {
      wanted = 0;
      return;
    }
    wanted = led ? wanted - led.by : wanted + 1;
    leaveTraining(store);
    await showing.returnTo(to, led ? { way: led.past } : {});
    // the server is away, or something else was opened
    if (store.get().stage.checkpoint?.id !== to.id) wanted = 0;
  };

  /**
   * Undoes (below 0) or redoes so many steps more; who asks faster than the server answers gets
   * there in one leap.
   * @param {number} by
   */
  return (by) => {
    wanted += by;
    return busy.turns.take(async () => {
      while (wanted) await leap();
    });
  };
}
