// @ts-check
/** The gradients shown, and whether they are right. */

/**
 * @typedef {object} Gradients
 * @property {import('../../lib/verdicts.js').Report | null} check   of this checkpoint's gradients
 * @property {boolean} checking          that report is being made
 * @property {{address: string, report: import('../../lib/verdicts.js').Checked} | null} checked
 *   one gradient, cell by cell
 */

/** @type {Gradients} */
export const BEGUN = {
  check: null,
  checking: false,
  checked: null,
};
