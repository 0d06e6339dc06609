// @ts-check
/** Networks and what they are made of: kept, changed, tried, and the data that they learn from. */

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */

/** @param {import('./requests.js').Requests} requests */
export const networkCalls = ({ look, send }) => ({
  /** @param {unknown} description @returns {Promise<Checkpoint>} */
  create: (description) => send('/checkpoints', description),
  /** @param {string} id @returns {Promise<Checkpoint>} */
  // it may come from the address bar
  checkpoint: (id) => look(`/checkpoints/${encodeURIComponent(id)}`),
  /**
   * @param {string} id
   * @param {number} [iterations]
   * @param {AbortSignal} [signal]
   * @returns {Promise<Checkpoint>}
   */
  next: (id, iterations = 1, signal) => send(`/checkpoints/${id}/next`, { iterations }, signal),
  /** @param {string} id @param {unknown} change @returns {Promise<Checkpoint>} */
  edit: (id, change) => send(`/checkpoints/${id}/edit`, change),
  /**
   * Which of these networks could be computed on samples of such shapes; what speaks against one,
   * or null.
   * @param {unknown[]} networks
   * @param {number[]} x
   * @param {number[]} target
   * @param {number[] | null} range   the smallest and the largest target
   * @returns {Promise<(import('../../types.js').Flaw[] | null)[]>}
   */
  fits: async (networks, x, target, range) => {
    const ranged = range ? { target_range: range } : {};
    const answer = /** @type {import('../../answers.js').Fitting} */ (
      await send('/fits', { networks, x, target, ...ranged })
    );
    return answer.networks.map(({ fits, errors }) => (fits ? null : errors));
  },
  /**
   * All that leads to a checkpoint.
   * @param {string} id
   * @returns {Promise<import('../../lib/portable.js').Portable>}
   */
  exported: (id) => look(`/checkpoints/${id}/export/json`),
  /**
   * A data set made with these settings.
   * @param {string} name
   * @param {import('../../types.js').Settings} settings
   * @returns {Promise<import('../../answers.js').Samples>}
   */
  dataset: (name, settings) =>
    look(
      `/datasets/${name}`,
      Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])),
    ),
  /**
   * A small network that learns from samples like these, as an edit's description.
   * @param {Record<string, string | string[]>} known   what is known of the samples
   * @returns {Promise<import('../../answers.js').Suggested>}
   */
  suggested: (known) => look('/networks/suggested', known),
  /**
   * A table read into samples.
   * @param {string} text
   * @param {Record<string, unknown>} wishes
   * @returns {Promise<import('../../answers.js').OwnSamples>}
   */
  table: (text, wishes) => send('/datasets/csv', { text, ...wishes }),
});
