// @ts-check
/** A file that another machine has saved: what led to it is done again here. */
import { Foreign, readPortable } from '../../lib/portable.js';
import { Stopped, asFarAsItCame } from '../reach.js';

/** @typedef {import('../../lib/portable.js').Portable} Portable */
/** @typedef {ReturnType<typeof readPortable>} Whole   with what was looked at */
/** @typedef {ReturnType<typeof import('../reach.js').createReach>} Reach */

/** @typedef {import('../../types.js').Context} Context */

/** @param {Pick<Context, 'store' | 'api' | 't' | 'act'> & {reach: Reach}} context */
export function createOpening({ store, api, t, act, reach }) {
  /** @param {string} key */
  const complain = (key) =>
    store.set({
      server: { problem: { title: '', status: 0, code: 'file', errors: [], detail: t(key) } },
    });

  /**
   * Does again what led to a checkpoint: the same causes give the same id.
   * @param {Portable} file
   */
  const replay = async ({ description, edits, iteration }) => {
    let reached = await api.create(description);
    for (const change of edits) {
      reached = await reach.to(reached, change.iteration);
      reached = await api.edit(reached.id, change.edit);
    }
    return reach.to(reached, iteration);
  };

  /** Whether the stage has all of it: the reader may have stopped. @param {Whole} file */
  const bring = async (file) => {
    let whole = true;
    await act.bring(
      () =>
        replay(file).catch((error) => {
          if (error instanceof Stopped) whole = false;
          return asFarAsItCame(error);
        }),
      file.view,
    );
    return whole;
  };

  /**
   * Opens it; what is shown stays if it cannot be. A folder comes as a file that cannot be read, or
   * as none.
   * @param {File | null} file
   */
  return async (file) => {
    const text = await (file?.text().catch(() => null) ?? null);
    if (text === null) return complain('file.unread');
    try {
      const portable = readPortable(text);
      store.set({ reader: { shared: null } }); // how far it is, and how to stop, is said below it
      const whole = await bring(portable);
      const {
        stage: { checkpoint },
        server: { problem },
      } = store.get();
      if (whole && !problem && checkpoint && checkpoint.id !== portable.id)
        complain('share.differs');
    } catch (error) {
      if (!(error instanceof Foreign)) throw error;
      complain(error.message);
    }
  };
}
