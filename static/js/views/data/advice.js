// @ts-check
/** What network the samples suggest, and what speaks against the one that is on the stage. */
import { madeFor } from '../../lib/data/offer.js';
import { sentence } from '../../lib/problems.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

/**
 * @typedef {object} Advice
 * @property {import('../../lib/data/offer.js').Begun} description   a network that learns from them
 * @property {boolean} foreign   whether the one on the stage was made for others, or cannot learn
 *   from these
 * @property {string} against   why its loss could never learn from these
 */

/**
 * Null where no network can be suggested.
 * @param {Wish} wish
 * @param {Pick<Context, 'store' | 't' | 'chooser'>} context
 * @returns {Promise<Advice | null>}
 */
export async function advise(wish, { store, t, chooser }) {
  const { features, dataset } = store.get().stage.checkpoint?.description.data ?? {};
  const outputs = chooser.network()?.outputs ?? 0;
  const known = { features: dataset ? 0 : (features?.length ?? 0), outputs };
  const others = !wish.data.dataset && !madeFor(wish, known);
  const [description, reasons] = await Promise.all([
    chooser.suggested(wish),
    chooser.unsuited(wish),
  ]);
  return (
    description && {
      description,
      foreign: others || reasons.length > 0,
      against: reasons.map((flaw) => sentence(flaw, t)).join(' '),
    }
  );
}
