// @ts-check
/** The letters of a step: what they mean, and which of them stand at the axes of a tensor. */
import { superscript } from './format.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Letter} Letter */

/**
 * In words: "sample 0…3", "Learning rate α = 0.1".
 * @param {Letter} letter
 * @param {import('../types.js').Lang} lang
 */
export function meaning({ meaning: words, size, value }, lang) {
  if (value !== undefined) return `${words[lang]} = ${digits(Number(value))}`;
  if (size === undefined) return words[lang];
  return `${words[lang]} ${size > 1 ? `0…${size - 1}` : '0'}`;
}

/** All that name the number: 0.0123456789, 10⁻⁵. @param {number} value */
const digits = (value) =>
  String(value)
    .replace(/e\+?(-?\d+)$/, (_, power) => `·10${superscript(Number(power))}`)
    .replace(/^(-?)1·/, '$1')
    .replace('-', '−');

/** @type {WeakMap<import('../types.js').Step[], Record<string, string[]>>} */
const known = new WeakMap();

/**
 * The letters of a tensor's axes, as the first step that uses it has them.
 * @param {Trace} trace
 * @param {string} address
 * @returns {string[] | undefined}
 */
export function axes({ steps }, address) {
  const found =
    known.get(steps) ?? Object.assign({}, ...steps.toReversed().map(({ letters }) => letters));
  known.set(steps, found);
  return found[address];
}
