// @ts-check
/** The iteration that is shown, and how far it has been carried out. */
import { NOWHERE } from '../../lib/undo.js';

/**
 * @typedef {object} Stage
 * @property {string | null} preset
 * @property {import('../../types.js').Checkpoint | null} checkpoint
 * @property {import('../../types.js').Trace | null} trace
 * @property {number} cursor             index of the last step that was carried out; -1 before the
 *   first
 * @property {boolean} playing
 * @property {{numbers: string[], pictures: string[]} | null} shown   what is there with digits, and
 *   what as colours
 * @property {import('../../lib/undo.js').Past} past   where the page has been
 */

/** @type {Stage} */
export const BEGUN = {
  preset: null,
  checkpoint: null,
  trace: null,
  cursor: -1,
  playing: false,
  shown: null,
  past: NOWHERE,
};
