// @ts-check
/** What the network says at each point of its inputs, or one of its units while it is looked at. */
import { liveOn } from './live.js';

/** @typedef {import('../types.js').Tensor} Tensor */

/**
 * @typedef {object} Said
 * @property {Tensor | null} y   a row for each point; null while nobody has told
 * @property {number | null} j   of that layer's units, the one that is looked at
 */

/**
 * As it is at this moment of a training, else as it was last told; `current` says whether that is
 * of the network on the stage.
 * @param {import('../types.js').State} state
 * @returns {Said & {current: boolean}}
 */
export function saidNow({ runs, stage, focus }) {
  const { training, seen, within } = runs;
  const live = liveOn(runs, stage.trace);
  const id = live ? live.from : stage.checkpoint?.id;
  if (focus.unit) {
    const { address, j } = focus.unit;
    const fine = within?.address === address && within.id === id ? within.predicted : null;
    const coarse = live ? live.units[address] : runs.planes?.tensors[address];
    return { y: fine ?? coarse ?? null, j, current: true };
  }
  if (live && training?.predicted) return { y: training.predicted, j: null, current: true };
  return { y: seen?.predicted ?? null, j: null, current: seen?.id === stage.checkpoint?.id };
}
