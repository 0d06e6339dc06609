// @ts-check
/** The letters of a step: what they mean, and which of them stand at the axes of a tensor. */
import { bare } from './expr.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Letter} Letter */

/**
 * In words: "sample 0…3", "Learning rate α = 0.1".
 * @param {Letter} letter
 * @param {import('../types.js').Lang} lang
 */
export function meaning({ meaning: words, size, value }, lang) {
  if (value !== undefined) return `${words[lang]} = ${bare({ op: 'const', value })}`;
  if (size === undefined) return words[lang];
  return `${words[lang]} ${size > 1 ? `0…${size - 1}` : '0'}`;
}

/**
 * The letters of a tensor's axes, as a step that uses it has them.
 * @param {Trace} trace
 * @param {string} address
 */
export const axes = (trace, address) => trace.steps.find(({ letters }) => letters?.[address])?.letters?.[address] ?? null;
