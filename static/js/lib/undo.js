// @ts-check
/** Where the page has been: undo and redo walk along it, and so do the browser's own arrows. */
import { idOf, iterationOf } from './checkpoint-id.js';

/**
 * @typedef {object} Spot
 * @property {string} id           of a checkpoint
 * @property {string | null} preset
 * @property {number} cursor       the step at which it was left
 *
 * @typedef {{back: Spot[], ahead: Spot[]}} Past   the nearest last in `back`, first in `ahead`
 */

/** As many are remembered. */
const KEPT = 500;

/** @type {Past} */
export const NOWHERE = { back: [], ahead: [] };

/**
 * The way after going from one checkpoint to another: back and ahead along it, or along a new one.
 * @param {Past} past
 * @param {Spot | null} from
 * @param {string} to
 * @returns {Past}
 */
export function visited({ back, ahead }, from, to) {
  if (!from || from.id === to) return { back, ahead };
  if (back.at(-1)?.id === to) return { back: back.slice(0, -1), ahead: [from, ...ahead] };
  if (ahead[0]?.id === to) return { back: [...back, from], ahead: ahead.slice(1) };
  return { back: [...back, from].slice(-KEPT), ahead: [] };
}

/**
 * So many places back (below 0) or ahead along the way, as far as it is known: where that is, and
 * the way seen from there.
 * @param {Past} past
 * @param {Spot} here
 * @param {number} by
 * @returns {{spot: Spot, past: Past, by: number} | null}
 */
export function along({ back, ahead }, here, by) {
  const all = [...back, here, ...ahead];
  const to = Math.max(0, Math.min(all.length - 1, back.length + by));
  return to === back.length
    ? null
    : {
        spot: all[to],
        past: { back: all.slice(0, to), ahead: all.slice(to + 1) },
        by: to - back.length,
      };
}

/**
 * Where undoing leads: to where the page was before, or else to what the checkpoint came from.
 * @param {Past} past
 * @param {{id: string, base: string, iteration: number, parent: string | null} | null} checkpoint
 * @returns {Spot | null}
 */
export function before({ back }, checkpoint) {
  if (back.length) return back[back.length - 1];
  if (!checkpoint) return null;
  const { base, iteration, parent } = checkpoint;
  const start = iterationOf(parent);
  const id = iteration > start ? idOf(base, iteration - 1) : parent;
  return id ? { id, preset: null, cursor: -1 } : null;
}
