// @ts-check
/**
 * How much to ask for at once of something that is far, so that each portion takes about a second.
 */
import { allowedBy } from './flaw.js';

/** Iterations of the first portion: most ways are no longer, and one request is enough. */
export const FIRST = 500;
/** Milliseconds. */
const WANTED = 1000;
/** How many times larger the next portion is at most. */
const GROWTH = 10;

/**
 * The next portion, after one that got so much done in so many milliseconds.
 * @param {number} asked
 * @param {number} done
 * @param {number} took
 */
export function portionAfter(asked, done, took) {
  const fitting = Math.floor((done * WANTED) / Math.max(took, 1));
  return Math.max(1, Math.min(fitting, asked * GROWTH));
}

/**
 * How long the rest takes at that speed; null while nothing is known.
 * @param {number} left
 * @param {number} done
 * @param {number} took
 */
export const secondsLeft = (left, done, took) => (done > 0 ? (left * took) / done / 1000 : null);

/**
 * From which checkpoint a request goes on that had no time left.
 * @param {import('../types.js').Problem} problem
 * @returns {string | null}
 */
export const reachedBy = ({ code, errors }) =>
  code === 'out_of_time' ? (allowedBy(errors?.[0]).reached ?? null) : null;
