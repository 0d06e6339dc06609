// @ts-check
/** Handing what is shown to others: as a link to this server, or as a file for another one. */
import { Foreign, readPortable } from '../lib/portable.js';
import { stood } from '../lib/standing.js';
import { Stopped, asFarAsItCame } from './reach.js';
import { address } from '../platform/url.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../lib/portable.js').Portable} Portable */

/**
 * @param {import('../types.js').Context & {guard: import('./guard.js').Guard, reach:
 *   ReturnType<typeof import('./reach.js').createReach>}} context
 */
export function createSharing({ store, api, t, act, guard, reach }) {
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

  /**
   * The same, or as far as it came before the reader stopped.
   * @param {Portable} file
   * @param {() => void} stopped
   */
  const asFarAsWanted = (file, stopped) =>
    replay(file).catch((error) => {
      if (error instanceof Stopped) stopped();
      return asFarAsItCame(error);
    });

  return {
    /** Offers the link to exactly this, and copies it where the browser allows. */
    async link() {
      const link = store.get().stage.checkpoint
        ? location.origin + address(stood(store.get()))
        : location.href; // while the page still opens
      store.set({ reader: { shared: { link, copied: false } } });
      const copied = await (navigator.clipboard?.writeText(link).then(
        () => true,
        () => false,
      ) ?? false);
      if (store.get().reader.shared?.link === link)
        store.set({ reader: { shared: { link, copied } } });
    },
    close: () => store.set({ reader: { shared: null } }),
    download: () =>
      guard(async () => {
        const {
          stage: { checkpoint, cursor },
          focus: { selection, pins, sample },
          reader: { lang },
        } = stood(store.get());
        if (!checkpoint) return;
        const view = {
          step: cursor,
          cell: selection && { address: selection.address, at: selection.at },
          pins,
          sample,
          lang,
        };
        const text = JSON.stringify({ ...(await api.exported(checkpoint.id)), view });
        save(`backstep-${checkpoint.id}.backstep.json`, text);
      }),
    /**
     * Opens what another machine has saved; what is shown stays if it cannot be. A folder comes as
     * a file that cannot be read, or as none.
     * @param {File | null} file
     */
    async open(file) {
      const text = await (file?.text().catch(() => null) ?? null);
      if (text === null) return complain('file.unread');
      try {
        const portable = readPortable(text);
        let whole = true;
        store.set({ reader: { shared: null } }); // how far it is, and how to stop, is said below it
        await act.bring(
          () =>
            asFarAsWanted(portable, () => {
              whole = false;
            }),
          portable.view,
        );
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
    },
  };
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
