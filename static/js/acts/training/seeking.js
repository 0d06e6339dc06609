// @ts-check
/** Other iterations of a run: any that is asked for, and its first with the settings of now. */
import { baseOf, iterationOf } from '../../lib/checkpoint-id.js';
import { restart as wayBack } from '../../lib/restart.js';
import { idAt, lastOf } from '../../lib/run.js';

/** @param {Pick<import('../../types.js').Context, 'store' | 'api' | 'act'>} context */
export function createSeeking({ store, api, act }) {
  /** @type {number | null} */
  let wanted = null;
  let walking = false;

  return {
    /**
     * Shows an iteration of the run; while one is on its way, only the last that was asked for
     * comes next.
     * @param {number} iteration
     * @param {boolean} [instead]
     */
    seek: async (iteration, instead = false) => {
      const { run } = store.get().runs;
      if (!run) return;
      wanted = Math.max(run.bases[0]?.start ?? 0, Math.min(lastOf(run), Math.round(iteration)));
      if (walking) return;
      walking = true;
      while (wanted !== null) {
        const to = idAt(run, wanted);
        wanted = null;
        if (to !== store.get().stage.checkpoint?.id) await act.seek(to, instead);
      }
      walking = false;
    },

    /** To the first iteration, from its first weights, with the settings as they are now. */
    restart: () =>
      act.reach(async (here) => {
        const { run } = store.get().runs;
        const first = await api.checkpoint(run && iterationOf(here) ? idAt(run, 0) : here);
        if (first.base === baseOf(here)) return first;
        const [now, { edits }] = await Promise.all([api.checkpoint(here), api.exported(here)]);
        const change = wayBack(
          first.description,
          now.description,
          edits.filter((edit) => edit.iteration > first.iteration),
        );
        return change ? api.edit(first.id, change) : first;
      }),
  };
}
