// @ts-check
/**
 * One thing is asked for after the other: the page says that it is busy until the last has come,
 * and what was meant for what is left meanwhile is forgotten.
 */
import { createTurns } from '../in-turn.js';

/** @typedef {() => boolean} Left   whether something else has been opened meanwhile */

/**
 * @param {object} parts
 * @param {import('../../types.js').Store} parts.store
 * @param {import('../guard.js').Guard} parts.guard
 * @param {Pick<import('../../types.js').Reach, 'leave'>} parts.reach
 */
export function createBusy({ store, guard, reach }) {
  let asked = 0;
  let era = 0;
  const turns = createTurns();
  /** @type {Set<() => void>} */
  const forgetful = new Set();

  /** @returns {Left} */
  const since = () => {
    const turn = asked;
    return () => turn !== asked;
  };

  /** @param {(left: Left) => Promise<unknown>} work */
  const busily = (work) =>
    guard(async () => {
      asked += 1;
      const isLate = since();
      const mine = era;
      reach.leave();
      store.set({ server: { busy: true } });
      await work(() => mine !== era).finally(() => {
        if (!isLate()) store.set({ server: { busy: false } });
      });
    });

  return {
    turns,
    busily,
    /** Whether something else has been asked for since now. */
    since,
    /** @param {() => void} forget   hears that what still waits is meant for what is left */
    onElsewhere: (forget) => forgetful.add(forget),
    /**
     * Whatever still waits was meant for what is left now.
     * @param {(left: Left) => Promise<unknown>} work
     */
    elsewhere: (work) => {
      turns.forget();
      era += 1;
      for (const forget of forgetful) forget();
      return busily(work);
    },
  };
}
