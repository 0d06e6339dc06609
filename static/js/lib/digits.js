// @ts-check
/** A number in a cell: two decimals, and never wider than the cell. */

import { fixed } from './format.js';

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
  return Math.min(9, 1 - Math.floor(Math.log10(largest)));
}

/** What reads so has more digits than its cell has room for. */
export const TINY = '≈0';

/**
 * The number with as many decimals as fit, without its leading 0 if need be, else as a power of ten;
 * what is not 0 never reads as 0, and reads ≈0 where not even the power fits.
 * @param {number} value
 * @param {number} decimals
 * @param {(text: string) => boolean} fits
 */
export function inCell(value, decimals, fits) {
  if (!Number.isFinite(value) || value === 0) return fixed(value, Math.min(decimals, 2));
  const first = says(fixed(value, decimals)) ? decimals : decimals + 1;
  const texts = Array.from({ length: first + 1 }, (_, k) => fixed(value, first - k)).flatMap((text) => [text, short(text)]);
  return [...texts.filter(says), exponent(value, 1), exponent(value, 0)].find(fits) ?? TINY;
}

/** Whether it shows a digit of the number itself. @param {string} text */
const says = (text) => /[1-9]/.test(text) && !text.includes('·');

/** @param {string} text */
const short = (text) => text.replace(/^(−?)0[.]/, '$1.');

/**
 * Such as 4.4e−4.
 * @param {number} value
 * @param {number} digits
 */
const exponent = (value, digits) => value.toExponential(digits).replace('.0e', 'e').replace('e+', 'e').replaceAll('-', '−');
