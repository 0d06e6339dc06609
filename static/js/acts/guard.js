// @ts-check
/**
 * What happens when the server refuses, or does not answer: the page says so, keeps what it has,
 * and tries again.
 */
import { ApiProblem, Offline } from '../platform/api/no-answer.js';
import { Stopped } from './reach.js';

/** @typedef {(work: () => Promise<void>) => Promise<void>} Guard */

const RETRY = 2000;

/**
 * @param {import('../types.js').Store} store
 * @param {import('../types.js').Api} api
 * @returns {Guard}
 */
export function createGuard(store, api) {
  /** Asks until the server is back. */
  const wait = async () => {
    while (store.get().server.offline) {
      await new Promise((resolve) => {
        setTimeout(resolve, RETRY);
      });
      await api.alive().then(
        () => store.set({ server: { offline: false } }),
        () => {},
      );
    }
  };

  return async (work) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof Stopped) return; // something else has been asked for
      if (error instanceof ApiProblem) return store.set({ server: { problem: error.problem } });
      if (!(error instanceof Offline)) throw error;
      if (store.get().server.offline) return;
      store.set({ server: { offline: true } });
      wait();
    }
  };
}
