// @ts-check
/** Other numbers: the next iteration, another moment of the run, a change, and back again. */
import { baseOf, iterationOf } from '../../lib/checkpoint-id.js';
import { isOutdated } from '../../lib/own-code.js';
import { follows, standing } from '../../lib/standing.js';
import { visited } from '../../lib/undo.js';
import { ApiProblem } from '../../platform/api/no-answer.js';
import { createTravelling } from '../visiting/travelling.js';
import { leaveTraining, spotOf, wayTo } from '../visiting/way.js';

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */

/**
 * @typedef {object} EditOptions
 * @property {import('../../lib/same-moment.js').Rename} [rename]
 * @property {(problem: import('../../types.js').Problem) => void} [refused]   hears what the server
 *   says against it, in place of the page's message
 * @property {string} [from]   the checkpoint to change: what is shown was on the way only, and undo
 *   leads past it
 */

/**
 * @typedef {object} Parts
 * @property {import('../../types.js').Store} store
 * @property {import('../../types.js').Api} api
 * @property {ReturnType<typeof import('../visiting/busy.js').createBusy>} busy
 * @property {ReturnType<typeof import('../visiting/showing.js').createShowing>} showing
 */

/** @param {Parts} parts */
export function goingOnActs(parts) {
  const { store, api, busy, showing } = parts;
  const { turns, busily } = busy;
  const travel = createTravelling(parts);

  return {
    undo: () => travel(-1),
    redo: () => travel(1),
    next: () =>
      turns.take(() =>
        busily(async (left) => {
          const id = standing(store.get());
          if (!id) return;
          const next = await api.next(id);
          const way = visited(wayTo(store.get()), spotOf(store.get()), next.id);
          leaveTraining(store);
          await showing.show(left, next, { way });
        }),
      ),
    edit: createEditing(parts),
    /**
     * Another checkpoint, at the same step, that is found from where the reader stands.
     * @param {(id: string) => Promise<Checkpoint>} find
     */
    reach: (find) =>
      turns.take(async () => {
        const from = standing(store.get());
        if (!from) return;
        await busily(async (left) => showing.showEdited(left, await find(from), from));
      }),
    ...seekingActs(parts),
    ...renewingActs(parts),
  };
}

/** @param {Parts} parts */
function createEditing({ store, api, busy, showing }) {
  /**
   * Changes the network or its numbers: a new checkpoint, at the same step.
   * @param {unknown} change   as the API's edit takes it
   * @param {EditOptions} [options]
   */
  const edit = (change, { rename, refused, from } = {}) =>
    busy.turns.take(() =>
      busy.busily(async (left) => {
        const { stage, reader } = store.get();
        const here = standing(store.get());
        if (!stage.checkpoint || !here || reader.manner.lock) return;
        const instead = Boolean(from) && from !== stage.checkpoint.id && !follows(store.get());
        try {
          const changed = await api.edit(from ?? here, change);
          await showing.showEdited(left, changed, from ?? here, { rename, instead });
        } catch (error) {
          if (!refused || !(error instanceof ApiProblem)) throw error;
          refused(error.problem);
        }
      }),
    );
  return edit;
}

/** By the code of one's own that there is now. @param {Parts} parts */
function renewingActs({ store, api, busy, showing }) {
  /**
   * @param {string} from
   * @param {number | null} ended   the last iteration of a training by the code before it
   */
  const renew = (from, ended) =>
    busy.busily(async (left) => {
      const now = await api.renewed(from);
      await showing.showEdited(left, now, from, { instead: true });
      if (ended === null || left() || store.get().stage.checkpoint?.id !== now.id) return;
      const reason = ended === now.iteration ? 'code' : 'code_elsewhere';
      store.set({ runs: { ended: { id: now.id, iteration: ended, reason } } });
    });

  return {
    /** A checkpoint whose code is gone. @param {string} id */
    renew: (id) => busy.turns.take(() => renew(id, null)),
    /**
     * The moment that is shown, if its code is gone; undo does not lead back to it, and a training
     * by that code ends there.
     */
    keepUp: () =>
      busy.turns.take(async () => {
        const { stage, server, runs } = store.get();
        const { training } = runs;
        const from = standing(store.get());
        if (!from || !isOutdated(stage.checkpoint, server.own)) return;
        const goesOn = training && !training.stopping && !training.left;
        const last = training?.start ? training.now : iterationOf(from); // or each on the stage
        await renew(from, goesOn ? last : null);
      }),
    /**
     * Where a training has ended because its code is gone: of that and of the file the page hears
     * in either order, and whichever is first leads away.
     * @param {string} id   the last that was told of it
     * @param {boolean} followed   whether the reader looks at it, and at no other moment of the run
     */
    renewEnded: (id, followed) =>
      busy.turns.take(async () => {
        const here = store.get().stage.checkpoint;
        if (here?.base === baseOf(id)) await renew(followed ? id : here.id, iterationOf(id));
      }),
  };
}

/** Other moments of a run. @param {Parts} parts */
function seekingActs({ store, busy, showing }) {
  /**
   * Another moment of a run, at the same step.
   * @param {string} id
   * @param {boolean} [instead]   of the one shown, which undo will not find again
   */
  const seek = (id, instead) => {
    const { checkpoint, preset } = store.get().stage;
    const same = checkpoint?.base === baseOf(id);
    return showing.returnTo({ id, preset: same ? preset : null, cursor: -1 }, { instead });
  };
  return {
    seek,
    /**
     * Shows where a training has ended, unless the reader has gone elsewhere.
     * @param {string} id
     */
    arrive: (id) =>
      busy.turns.take(async () => {
        if (follows(store.get())) await seek(id);
      }),
    /**
     * From one iteration to another, unless the reader has gone elsewhere, or a change that waited
     * has led away.
     * @param {string} from @param {string} to @param {boolean} instead   of the one shown
     */
    goOn: (from, to, instead) =>
      busy.turns.take(async () => {
        if (store.get().stage.checkpoint?.id === from) await seek(to, instead);
      }),
  };
}
