// @ts-check
/** How the page is arranged: what is open, large, unfolded; no other number is asked for. */

/** @typedef {import('../../types.js').State} State */

/**
 * @param {import('../../types.js').Store} store
 * @param {() => void} pause   stops playing
 */
export const arrangingActs = (store, pause) => ({
  /** To the training, and back to the steps. */
  learning: () => {
    const { runs, reader } = store.get();
    if (reader.manner.hide.includes('drawer')) return;
    pause();
    store.set({ runs: { learning: !runs.learning }, reader: { sheet: false } });
  },
  /** The large one of a training. @param {State['runs']['picture']} picture */
  picture: (picture) => store.set({ runs: { picture }, focus: { unit: null } }),
  /**
   * The plane of one unit, in place of the whole network's.
   * @param {string} address
   * @param {number} j
   */
  enlarge: (address, j) =>
    store.set({ runs: { picture: 'plane' }, focus: { unit: { address, j } } }),
  /** The whole network's again. */
  whole: () => store.set({ focus: { unit: null } }),
  /** What the optimizer keeps of a block is seen before the update too, or no longer. */
  /** @param {string} node */
  unfold: (node) =>
    store.set({ focus: { unfolded: store.get().focus.unfolded === node ? null : node } }),
  /** Opens layers that stand as one block, or folds them again. @param {string} key */
  turn(key) {
    const { opened } = store.get().focus;
    const others = opened.filter((other) => other !== key);
    store.set({ focus: { opened: others.length < opened.length ? others : [...opened, key] } });
  },
  present: () => {
    const { manner } = store.get().reader;
    store.set({ reader: { manner: { ...manner, present: !manner.present } } });
  },
  /** Opens or closes the field in which the selected number is typed. @param {boolean} typing */
  type: (typing) => {
    pause();
    store.set({ focus: { typing: typing && !store.get().reader.manner.lock } });
  },
  /** @param {State['reader']['theme']} theme */
  theme: (theme) => store.set({ reader: { theme } }),
  /** @param {boolean} sheet */
  sheet: (sheet) => store.set({ reader: { sheet } }),
  dismiss: () => store.set({ server: { problem: null } }),
  /** What a link asked for in vain has been read. */
  stay: () => store.set({ server: { astray: null } }),
  /** The list of lessons. */
  lessons: () => store.set({ teaching: { listing: true } }),
  help: () =>
    /** @type {HTMLDialogElement | null} */ (document.querySelector('dialog.help'))?.showModal(),
});
