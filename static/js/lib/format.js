// @ts-check
/**
 * Numbers as the page writes them: U+2212 for minus, a decimal point in both languages, NaN and ∞
 * as they are.
 */
import { powered, rounded, shortest } from './decimal.js';

/** From here on a row of digits is no longer read. */
const LONG = 1e9;
/** And from here on digits after the point say nothing beside the others. */
const LARGE = 1e5;

/**
 * With a fixed count of decimals; a zero has no sign, and what is huge a power of ten.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function fixed(value, digits = 2) {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (Math.abs(value) >= LONG) return scientific(value);
  const text = rounded(value, digits);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** A count that may be long, in groups of three digits. @param {number} count */
export const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/**
 * As `fixed`, but what is not 0 never reads as 0, and what is large is no row of digits.
 * @param {number} value
 * @param {number} digits
 */
export function near(value, digits) {
  if (!Number.isFinite(value) || value === 0) return fixed(value, digits);
  if (Math.abs(value) >= LARGE) return scientific(value, 3);
  // not even one digit of its own
  return shortest(value).point + digits >= 1 ? fixed(value, digits) : scientific(value);
}

/** Whether so many decimals are all that it has. @param {number} value @param {number} digits */
export const namesAll = (value, digits) =>
  Math.abs(value) < LARGE && Number(rounded(value, digits)) === Math.abs(value);

/**
 * In about three significant digits, for the ends of a scale or a readout.
 * @param {number} value
 */
export function compact(value) {
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 5e-4 || size >= LARGE)) return scientific(value);
  if (size >= 100) return fixed(value, 0);
  if (size >= 1) return fixed(value, 1);
  return fixed(value, size >= 0.1 || size === 0 ? 2 : 3);
}

/**
 * As `compact`, but a power of ten is written in one line of small letters: 2.4e−4.
 * @param {number} value
 */
export function brief(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0 || (size >= 5e-4 && size < LARGE))
    return compact(value);
  return inPowers(value, 1);
}

/** Such as −2.4e−4. @param {number} value   finite, and not 0 @param {number} places */
export function inPowers(value, places) {
  const [front, exponent] = powered(value, places);
  return `${value < 0 ? '−' : ''}${front}e${String(exponent).replace('-', '−')}`;
}

/**
 * Such as 2.98·10⁻⁷.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function scientific(value, digits = 1) {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return fixed(0, digits);
  const [mantissa, exponent] = powered(value, digits);
  return `${value < 0 ? '−' : ''}${mantissa}·10${superscript(exponent)}`;
}

/**
 * Decimals that show the largest of these numbers in three digits: 3 as a rule, more when all are
 * small.
 * @param {number[]} values
 * @returns {number}
 */
export function decimals(values) {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  if (largest === 0 || largest >= 0.1) return 3;
  return Math.min(7, 2 - Math.floor(Math.log10(largest)));
}

/**
 * All its digits, as a program would read them back: for hovering and copying.
 * @param {number} value
 */
export const exact = (value) => String(value);

/** @param {number} value */
export function nonFinite(value) {
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '−∞' : '∞';
}

/** @param {number} whole */
export const superscript = (whole) =>
  String(whole)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
