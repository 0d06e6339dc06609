// @ts-check
/** What a flaw says besides its sentence: what was found and what is allowed differ by its code. */
import { isObject } from './is-object.js';

/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../types.js').Value} Value */

/**
 * @typedef {object} Allowed   what would have been right, or how to go on
 * @property {number | string} [min]
 * @property {number | string} [max]
 * @property {number | string} [above]
 * @property {number | string} [below]
 * @property {number} [low]
 * @property {number} [high]
 * @property {Value[]} [excluded]      within the bounds, and no value all the same
 * @property {Value[]} [choices]
 * @property {string[]} [fields]
 * @property {string[]} [expected]     what may stand there in a formula
 * @property {string[]} [formulas]     that were meant, perhaps
 * @property {string} [type]
 * @property {number[]} [shape]
 * @property {number} [length]
 * @property {number | number[]} [rank]
 * @property {number} [min_rank]
 * @property {string} [insert]         the kind of layer that mends it
 * @property {string} [of]             which of several reasons it is
 * @property {number} [cells]          in a line of a table
 * @property {string | null} [reached]   the checkpoint that the work came to
 * @property {string | null} [version]   of one's own code, as it is now
 * @property {import('../types.js').Words} [said]
 *
 * @typedef {object} Spot   where in a formula or a table, and what stands there
 * @property {string} [text]
 * @property {string} [column]         its name in a table; in a formula a number, from 1
 * @property {string} [instead]        what was meant, perhaps
 */

/** @param {Pick<Flaw, 'allowed'> | undefined} flaw @returns {Allowed} */
export const allowedBy = (flaw) => flaw?.allowed ?? {};

/** @param {Pick<Flaw, 'found'>} flaw @returns {Spot} */
export const spotOf = ({ found }) => (isObject(found) ? found : {});

/** What stands there, or else what was found. @param {Pick<Flaw, 'found'>} flaw @returns {Value} */
export const textOf = ({ found }) => spotOf({ found }).text ?? found ?? null;
