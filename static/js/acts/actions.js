// @ts-check
/** Everything that a person can do, in one place: buttons, keys and links all come here. */
import { createSweep } from '../platform/sweep.js';
import { arrangingActs } from './moves/arranging.js';
import { goingOnActs } from './moves/going-on.js';
import { openingActs } from './moves/opening.js';
import { readingActs } from './moves/reading.js';
import { createStepping, steppingActs } from './moves/stepping.js';
import { createBusy } from './visiting/busy.js';
import { createShowing } from './visiting/showing.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {object} parts
 * @param {import('../types.js').Store} parts.store
 * @param {import('../types.js').Api} parts.api
 * @param {import('./guard.js').Guard} parts.guard
 * @param {import('../types.js').Reach} parts.reach
 * @param {(lang: State['reader']['lang']) => Promise<void>} parts.speak   brings a language in
 * @param {import('../types.js').Translate} parts.t
 */
export function createActions({ store, api, guard, reach, speak, t }) {
  const stepping = createStepping(store);
  const busy = createBusy({ store, guard, reach });
  const showing = createShowing({ store, api, reach, busy, stepping });
  const reading = readingActs(store, stepping.pause);
  const goingOn = goingOnActs({ store, api, busy, showing });

  /** @param {State['reader']['lang']} lang */
  const lang = (lang) =>
    guard(async () => {
      await speak(lang);
      store.set({ reader: { lang } });
    });

  /**
   * Gives one cell another number.
   * @type {(cell: import('../types.js').Cell, value: number, options?:
   *   import('./moves/going-on.js').EditOptions) => Promise<void>}
   */
  const put = ({ address, at }, value, options) =>
    goingOn.edit({ set: [{ address, at, value }] }, options);

  return {
    ...openingActs({ store, api, t, busy, showing, speak: lang }),
    ...steppingActs(store, stepping, reading.waits),
    ...goingOn,
    ...reading,
    ...arrangingActs(store, stepping.pause),
    put,
    /** Begins a drag of one number. */
    sweep: createSweep(store, put),
    lang,
    since: busy.since,
  };
}
