// @ts-check
/** What the server offers, and how it is with it. */

/** @typedef {import('../../types.js').Catalog} Catalog */
/** @typedef {import('../../types.js').Lang} Lang */

/**
 * @typedef {object} Server
 * @property {Catalog} catalog
 * @property {import('../../answers.js').OwnKind[]} own   layers of one's own, as their files are
 *   now
 * @property {Lang[]} languages   that there are, as they are offered
 * @property {boolean} offline
 * @property {boolean} busy
 * @property {{from: number, now: number, to: number, seconds: number | null, asks: boolean} | null}
 *   reaching   a way that takes long; asks: whether to go on
 * @property {import('../../types.js').Problem | null} problem
 * @property {import('../../lib/astray.js').Astray | null} astray   what a link asks for in vain
 */

/** @param {Pick<Server, 'languages'>} known @returns {Server} */
export const begun = ({ languages }) => ({
  // Every view is drawn after it has come.
  catalog: /** @type {Catalog} */ (/** @type {unknown} */ (null)),
  own: [],
  languages,
  offline: false,
  busy: true,
  reaching: null,
  problem: null,
  astray: null,
});
