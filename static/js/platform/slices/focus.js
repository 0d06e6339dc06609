// @ts-check
/** What the reader looks at on the stage. */

/** @typedef {import('../../types.js').Cell} Cell */

/**
 * @typedef {object} Focus
 * @property {Cell | null} selection
 * @property {import('../../types.js').Explanation | null} explanation   of the selection; null
 *   while it is not known
 * @property {import('../../types.js').Chain[] | null} chain      one per row of the chain panel
 * @property {{address: string, at: number[] | null} | null} hover
 * @property {Cell[]} pins               numbers that stay in view
 * @property {number | null} sample      the row of the batch that is followed through all tensors
 * @property {boolean} typing            the selected number is being typed
 * @property {string[]} opened           layers that stand as one block until they are opened: those
 *   that are, by the first of each
 * @property {string | null} unfolded    the block where what the optimizer keeps is seen before the
 *   update too
 * @property {{address: string, j: number} | null} unit   of a layer, that the pointer is on or that
 *   is selected
 */

/** @param {Pick<Focus, 'pins' | 'sample'>} wanted @returns {Focus} */
export const begun = ({ pins, sample }) => ({
  selection: null,
  explanation: null,
  chain: null,
  hover: null,
  pins,
  sample,
  typing: false,
  opened: [],
  unfolded: null,
  unit: null,
});
