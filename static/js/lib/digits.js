// @ts-check
/**
 * How the numbers of a tensor are written in its cells: all of them alike. With the same decimals;
 * or, where one of them would get too long, all with a power of ten. What is not 0 but rounds to 0
 * reads ≈0; sign and size are never wrong.
 */
import { rounded, shortest } from './decimal.js';
import { fixed, inPowers, nonFinite } from './format.js';

/**
 * @typedef {{places: number, power: boolean}} Writing   so many decimals; of the number, or of what
 *   stands before its power of ten
 */

/** What is not 0, and less than half of the last place. */
export const TINY = '≈0';

/** More decimals are never written out. */
const MOST = 9;

/**
 * Decimals for a tensor: two, or more while its largest number would not show two digits.
 * @param {ArrayLike<number>} data
 */
export function decimalsOf(data) {
  let largest = 0;
  for (let k = 0; k < data.length; k += 1) {
    if (Number.isFinite(data[k])) largest = Math.max(largest, Math.abs(data[k]));
  }
  if (largest === 0 || largest >= 0.1) return 2;
  return 1 - Math.floor(Math.log10(largest));
}

/**
 * @param {ArrayLike<number>} data
 * @param {(text: string) => boolean} fits   whether a cell can hold it
 * @param {boolean} [whole]                  whether these are counts, which have no decimals
 * @returns {Writing}
 */
export function writingOf(data, fits, whole = false) {
  const places = whole ? 0 : decimalsOf(data);
  const all = Array.from(data);
  const hold = (/** @type {Writing} */ writing) =>
    all.every((value) => fits(written(value, writing)));
  if (places <= MOST && hold({ places, power: false })) return { places, power: false };
  const needed = Math.min(
    2,
    Math.max(0, ...all.filter(Number.isFinite).map((value) => shortest(value).digits.length - 1)),
  );
  return hold({ places: needed, power: true })
    ? { places: needed, power: true }
    : { places: Math.min(1, needed), power: true };
}

/**
 * The same where numbers change faster than they are read: decimals go before a power of ten comes.
 * @param {ArrayLike<number>} data
 * @param {(text: string) => boolean} fits
 * @param {boolean} whole
 * @returns {Writing}
 */
export function briefWriting(data, fits, whole) {
  return fewer(data, fits, whole ? 0 : Math.min(MOST, decimalsOf(data)));
}

/**
 * The same where there is little room: at most two decimals; where those would say ≈0 of all, one
 * digit and a power of ten.
 * @param {ArrayLike<number>} data
 * @param {(text: string) => boolean} fits
 * @param {boolean} whole
 * @returns {Writing}
 */
export function shortWriting(data, fits, whole) {
  const small = !whole && decimalsOf(data) > 3;
  return small ? { places: 0, power: true } : fewer(data, fits, whole ? 0 : 2);
}

/**
 * With so many decimals, or fewer.
 * @param {ArrayLike<number>} data
 * @param {(text: string) => boolean} fits
 * @param {number} most
 * @returns {Writing}
 */
function fewer(data, fits, most) {
  const all = Array.from(data);
  for (let places = most; places >= 0; places -= 1) {
    const writing = { places, power: false };
    if (all.every((value) => fits(written(value, writing)))) return writing;
  }
  return writingOf(data, fits, most === 0);
}

/**
 * A number of a tensor, as all of them are written.
 * @param {number} value
 * @param {Writing} writing
 */
export function written(value, { places, power }) {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return power ? '0' : fixed(0, places);
  if (power) return inPowers(value, places);
  const text = rounded(value, places);
  return /[1-9]/.test(text) ? `${value < 0 ? '−' : ''}${text}` : TINY;
}
