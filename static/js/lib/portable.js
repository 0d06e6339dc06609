// @ts-check
/**
 * A checkpoint as a file: the description at its root, every edit since, and what was looked at.
 */
import { isObject } from './is-object.js';

/** @typedef {import('../types.js').Described} Described */
/** @typedef {import('../answers.js').Change} Change */
/** @typedef {import('../types.js').Cell} Cell */

/**
 * @typedef {object} Portable       as the API exports it
 * @property {number} backstep      the version of the format
 * @property {string} id
 * @property {number} iteration
 * @property {Described} description
 * @property {Change[]} edits
 * @property {View} [view]
 *
 * @typedef {{step: number, cell: Cell | null, pins: Cell[], sample: number | null, lang: string |
 *   null}} View   what was looked at
 */

/** The format that this page writes and reads. */
const FORMAT = 1;

/** A file that is no checkpoint; the message is the key of what to say. */
export class Foreign extends Error {}

/**
 * @param {string} text
 * @returns {Portable & {view: View}}
 */
export function readPortable(text) {
  const file = parsed(text);
  if (!isObject(file) || !isCount(file.backstep)) throw new Foreign('share.foreign');
  if (file.backstep > FORMAT) throw new Foreign('share.newer');
  const { id, iteration, description, edits, view } = file;
  const whole = isObject(description) && Array.isArray(edits) && edits.every(isChange);
  if (!whole || typeof id !== 'string' || !isCount(iteration)) throw new Foreign('share.damaged');
  return {
    backstep: FORMAT,
    id,
    iteration,
    // whether it is one the server says
    description: /** @type {Described} */ (/** @type {unknown} */ (description)),
    edits,
    view: viewOf(view),
  };
}

/** @param {unknown} change @returns {change is Change} */
const isChange = (change) => isObject(change) && isCount(change.iteration) && isObject(change.edit);

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Foreign('share.foreign');
  }
}

/** @param {unknown} view @returns {View} */
function viewOf(view) {
  const { step, cell, pins, sample, lang } = isObject(view) ? view : {};
  return {
    step: isCount(step) ? step : -1,
    cell: cellOf(cell),
    pins: Array.isArray(pins) ? pins.flatMap((pin) => cellOf(pin) ?? []) : [],
    sample: isCount(sample) ? sample : null,
    lang: typeof lang === 'string' ? lang : null,
  };
}

/** @param {unknown} cell @returns {Cell | null} */
function cellOf(cell) {
  if (!isObject(cell)) return null;
  const { address, at } = cell;
  return typeof address === 'string' && Array.isArray(at) && at.every(isCount)
    ? { address, at }
    : null;
}

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isInteger(value) && Number(value) >= 0;
