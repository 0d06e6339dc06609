// @ts-check
/** Where the batch of an iteration lies among the batches of its epoch. */

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @param {Checkpoint} checkpoint
 * @param {Trace} trace
 * @returns {{k: number, count: number} | null}   null where the page does not know how many samples
 *   there are
 */
export function place(checkpoint, trace) {
  const samples = checkpoint.description.data.x?.shape[0];
  if (!samples) return null;
  const size = Math.min(checkpoint.description.batch.size ?? samples, samples);
  const count = Math.ceil(samples / size);
  return { k: trace.iteration % count, count };
}
