// @ts-check
/** The entry of the history at which the reader is: what it stands for, when it is written. */
import { stood } from '../lib/standing.js';
import { address } from '../platform/url.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Store} Store */
/** @typedef {{place: string}} Entry   as the history keeps it */

/**
 * Of steps that come one after the other the address is written at the first and once they rest, in
 * milliseconds: a browser does much at each rewriting, and refuses it where it comes too often. Who
 * leaves the page before that finds it written too.
 */
const REST = 500;

/** What a step changes is painted first, in milliseconds. */
const PAINTED = 40;

/**
 * What one entry of the history stands for; null while a scene is on its way to its stage.
 * @param {State} state
 */
export const placeOf = ({ teaching: { lesson }, stage: { checkpoint } }) =>
  lesson && !lesson.stand ? null : `${lesson ? lesson.index : ''} ${checkpoint?.id ?? ''}`;

/**
 * The entry of where the reader is: rewritten soon, and not too often.
 * @param {Store} store
 * @param {() => boolean} isTravelling
 */
export function createNow(store, isTravelling) {
  let last = 0;
  let moved = 0;
  let timer = 0;
  /** The first of a row is on its way: what follows it at once is written with it. */
  let first = false;
  /**
   * What is yet to be written: where the reader was then.
   * @type {{entry: Entry, state: State} | null}
   */
  let due = null;
  const forget = () => {
    clearTimeout(timer);
    due = null;
    first = false;
  };
  const write = () => {
    if (due) {
      last = Date.now();
      history.replaceState(due.entry, '', address(stood(due.state)));
    }
    forget();
  };
  addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) write();
  });
  return {
    forget,
    write,
    soon: () => {
      const place = placeOf(store.get());
      if (isTravelling() || !store.get().stage.checkpoint || place === null) return forget();
      due = { entry: { place }, state: store.get() };
      const begins = Date.now() - moved > REST;
      moved = Date.now();
      if (first) return;
      clearTimeout(timer);
      first = begins;
      timer = window.setTimeout(write, begins ? PAINTED : REST);
    },
    /** How long it has stood so, in milliseconds. */
    since: () => Date.now() - last,
  };
}
