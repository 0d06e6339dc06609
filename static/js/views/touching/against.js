// @ts-check
/** What speaks against a change that the reader makes. */
import { sentence } from '../../lib/problems.js';

/**
 * Makes it, and says in a sentence why not; nothing where it has been made.
 * @param {Pick<import('../../types.js').Context, 'store' | 't'>} context
 * @param {(options: {refused: (problem: import('../../types.js').Problem) => void}) =>
 *   Promise<unknown>} change
 */
export async function against({ store, t }, change) {
  let said = '';
  await change({
    refused: ({ errors, detail }) => {
      said = errors[0] ? sentence(errors[0], t) : detail;
    },
  });
  return store.get().server.offline ? t('problem.offline') : said;
}
