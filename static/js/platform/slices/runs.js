// @ts-check
/** Training, and what its view shows of it. */

/** @typedef {import('../../types.js').Metrics} Metrics */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../lib/run.js').Run} Run */

/**
 * @typedef {object} Runs
 * @property {boolean} learning          the training is looked at, in a view of its own
 * @property {'plane' | 'error' | 'units' | 'gradients' | 'classes'} picture   the large one there
 * @property {Run | null} run            the way that leads through this checkpoint
 * @property {Run | null} kept           another one, to compare with
 * @property {import('../../types.js').Training | null} training
 * @property {import('../../lib/live.js').Live | null} live   the network as it is while it trains
 * @property {import('../../types.js').Samples | null} samples     of this run, once the drawer has
 *   asked for them
 * @property {{id: string, train: Metrics | null, test: Metrics | null, predicted: Tensor | null,
 *   outputs: Tensor | null} | null} seen   of a checkpoint, the same
 * @property {{id: string, tensors: Record<string, Tensor>} | null} planes   what the layers' units
 *   make of the plane, at a checkpoint
 * @property {{id: string, address: string, predicted: Tensor} | null} within   what the layer of
 *   that unit makes of the inputs
 * @property {import('../../types.js').Ended | null} ended   how the last training ended
 */

/** @param {Pick<Runs, 'learning'>} wanted @returns {Runs} */
export const begun = ({ learning }) => ({
  learning,
  picture: 'plane',
  live: null,
  run: null,
  kept: null,
  training: null,
  samples: null,
  seen: null,
  planes: null,
  within: null,
  ended: null,
});
