// @ts-check
/**
 * What can be asked of the server. Answers come back with numbers where the wire had "NaN" or
 * "Infinity".
 */
import { createReader } from '../lib/event-stream.js';
import { networkCalls } from './api/networks.js';
import { numberCalls } from './api/numbers.js';
import { ownCodeCalls } from './api/own-code.js';
import { createRequests, request } from './api/requests.js';
import { reviveEvent, reviveTensor } from './api/reviving.js';

/** @typedef {import('../types.js').Catalog} Catalog */

export function createApi() {
  const requests = createRequests();
  const { look, send, stream } = requests;
  return {
    ...networkCalls(requests),
    ...numberCalls(requests),
    ...ownCodeCalls(requests),

    /** The page's own words. @param {string} lang @returns {Promise<Record<string, string>>} */
    words: (lang) => request(new URL(`../../i18n/${lang}.json`, import.meta.url).href),

    async catalog() {
      const catalog = /** @type {Catalog} */ (await look('/catalog'));
      requests.know(catalog.version);
      return catalog;
    },
    /** @param {string} name @returns {Promise<import('../lib/lesson.js').Lesson>} */
    lesson: (name) => look(`/lessons/${encodeURIComponent(name)}`),
    /**
     * A typed formula of x, its derivative, and both curves.
     * @param {string} expression
     * @returns {Promise<import('../lib/curve.js').Curves>}
     */
    curves: async (expression) => {
      const found = await look('/function', { expression });
      for (const tensor of Object.values(found.curve)) reviveTensor(tensor);
      return found;
    },
    /**
     * Trains, and tells what happens as it does; throws Offline if the server is lost on the way.
     * @param {string} id
     * @param {unknown} order
     * @param {(event: import('../lib/event-stream.js').Event) => void} hear
     * @param {AbortSignal} [leaving]   ends it: the server keeps what it has reached
     */
    train: (id, order, hear, leaving) => {
      const take = createReader();
      const tell = (/** @type {string} */ piece) => {
        for (const event of take(piece)) hear(reviveEvent(event));
      };
      return stream(`/checkpoints/${id}/train`, order, tell, leaving);
    },
    /** @param {string} training   that may have ended by itself meanwhile */
    stop: (training) => send(`/trainings/${training}/stop?ended=1`, {}),
    /** Throws Offline as long as the server does not answer. */
    alive: () => request('/healthz'),
  };
}
