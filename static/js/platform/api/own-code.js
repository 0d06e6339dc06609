// @ts-check
/** Layers of one's own, as their files are now. */

/** @param {import('./requests.js').Requests} requests */
export const ownCodeCalls = ({ know, look, ask, send }) => ({
  /**
   * Their versions, and what is wrong with the files; answered as soon as there is something new.
   * @param {string} [after]   the stamp of what is known
   * @param {AbortSignal} [leaving]
   * @returns {Promise<import('../../answers.js').OwnKinds>}
   */
  kinds: (after, leaving) => ask('/kinds', after ? { after } : {}, leaving),
  /**
   * The catalog of this version.
   * @param {string} version
   * @returns {Promise<import('../../types.js').Catalog>}
   */
  catalogOf: (version) => {
    know(version);
    return look('/catalog');
  },
  /**
   * The same checkpoint by the code that there is now.
   * @param {string} id
   * @returns {Promise<import('../../types.js').Checkpoint>}
   */
  renewed: (id) => send(`/checkpoints/${encodeURIComponent(id)}/renewed`, {}),
});
