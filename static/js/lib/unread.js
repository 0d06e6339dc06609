// @ts-check
/** What may be offered while a layer is read by nobody. */

/** @typedef {import('../types.js').Flaw} Flaw */

/** @param {Flaw} flaw */
export const isUnread = ({ code }) => code === 'dead_end';

/**
 * Where a layer is read by nobody already, that is no fault of what is offered; what reads it is
 * better, even if it fits only what comes before.
 * @template {{errors: Flaw[] | null}} Offer
 * @param {Offer[]} same   of one kind
 * @param {number} index   of the place
 * @returns {Offer}
 */
export function besideUnread(same, index) {
  const own = `/network/layers/${index}`;
  const mends = same.find(({ errors }) =>
    (errors ?? []).every((flaw) => !isUnread(flaw) && !`${flaw.pointer}/`.startsWith(`${own}/`)),
  );
  if (mends) return mends;
  const errors = (/** @type {Offer} */ offer) => offer.errors?.filter((flaw) => !isUnread(flaw));
  const found = same.find((offer) => !errors(offer)?.length) ?? same[0];
  return { ...found, errors: errors(found)?.length ? found.errors : null };
}
