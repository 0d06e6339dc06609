// @ts-check
/** The network shown, while it is being changed. */

/** @typedef {import('../../types.js').Settings} Settings */

/**
 * @typedef {object} Network
 * @property {boolean} building          the network is being changed: the inspector shows what it
 *   is made of
 * @property {number | null} chosen      the layer whose settings are open, from 0
 * @property {import('../../lib/layers.js').Draft | null} draft   a change that the server refused
 *   as it stands
 * @property {{role: string, kind: string, settings: Settings, before: Settings} | null}
 *   offered   what another kind begins with, and what was there before it
 * @property {Record<string, import('../../types.js').Flaw[] | null>} weighed   of each loss, what
 *   is against it here: while the network is being built
 */

/** @type {Network} */
export const BEGUN = {
  building: false,
  chosen: null,
  draft: null,
  offered: null,
  weighed: {},
};
