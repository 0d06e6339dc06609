// @ts-check
/**
 * Numbers as people type them: a decimal point or comma, fractions, powers of ten, either minus.
 */

const SIGNED = String.raw`([+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?)`;
const TYPED = new RegExp(`^${SIGNED}(?:/${SIGNED})?$`, 'i');

/**
 * The number that a person means with `0,5`, `1/2`, `-3e-2` or ` − .5 `; null where it is none, or
 * not finite. A comma is a decimal comma: there are no separators of thousands.
 * @param {string} text
 * @returns {number | null}
 */
export function readNumber(text) {
  const plain = text
    .replaceAll(/[\u2212\u2012\u2013]/g, '-')
    .replaceAll(/\s*([/+-])\s*/g, '$1')
    .trim();
  const [, above, below] = TYPED.exec(plain) ?? [];
  if (above === undefined) return null;
  const value = below === undefined ? decimal(above) : decimal(above) / decimal(below);
  return Number.isFinite(value) ? value : null;
}

/** @param {string} text */
const decimal = (text) => Number(text.replace(',', '.'));

/**
 * A number as it stands in a field, to be typed over: all its digits, and so read back exactly.
 * @param {number} value
 */
export const writeNumber = (value) => String(value).replaceAll('-', '\u2212');
