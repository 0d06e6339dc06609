// @ts-check
/** Numbers as the page writes them: U+2212 for minus, a decimal point in both languages, NaN and ∞ as they are. */

/**
 * With a fixed count of decimals, rounded from full precision; a zero has no sign.
 * @param {number} value
 * @param {number} [digits]
 */
export function fixed(value, digits = 2) {
  if (!Number.isFinite(value)) return nonFinite(value);
  const text = Math.abs(value).toFixed(digits);
  if (text.includes('e')) return scientific(value);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/**
 * As `fixed`, but what is not 0 never reads as 0.
 * @param {number} value
 * @param {number} digits
 */
export const near = (value, digits) => (value !== 0 && Number(value.toFixed(digits)) === 0 ? scientific(value) : fixed(value, digits));

/**
 * In about three significant digits, for the ends of a scale or a readout.
 * @param {number} value
 */
export function compact(value) {
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 5e-4 || size >= 1e5)) return scientific(value);
  if (size >= 100) return fixed(value, 0);
  if (size >= 1) return fixed(value, 1);
  return fixed(value, size >= 0.1 || size === 0 ? 2 : 3);
}

/**
 * Such as 2.98·10⁻⁷.
 * @param {number} value
 * @param {number} [digits]
 */
export function scientific(value, digits = 1) {
  if (!Number.isFinite(value)) return nonFinite(value);
  const [mantissa, exponent] = Math.abs(value).toExponential(digits).split('e');
  return `${value < 0 ? '−' : ''}${mantissa}·10${superscript(Number(exponent))}`;
}

/**
 * Decimals that show the largest of these numbers in three digits: 3 as a rule, more when all are small.
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
function nonFinite(value) {
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '−∞' : '∞';
}

/** @param {number} whole */
const superscript = (whole) => String(whole).replace('-', '⁻').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
