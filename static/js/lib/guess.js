// @ts-check
/** Guess first: which tensor stays hidden, and when a guess is right. */

import { decimalsOf } from './digits.js';
import { line } from './expr.js';
import { filled } from './filled.js';
import { seenFrom } from './names.js';
import { spokenIn } from './own-code.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Guessing
 * @property {string[]} seen       tensors that are hidden no more
 * @property {boolean} hint        whether the cells that the number is computed from are marked
 * @property {Told | null} told    what was said about the last guess
 * @property {number} calls        how often somebody wanted to go on without a guess
 */

/**
 * Slips that lead to a guess, with the server's words, or why it is none, which the page says, with
 * what the check of a file of one's own said.
 * @typedef {{name: string, slots: Record<string, string | number>,
 *   words?: import('../types.js').Words, said?: import('../types.js').Words}[]} Told
 */

/**
 * What is said about a guess; of several slips that lead to it, all.
 * @param {Told} told
 * @param {import('../types.js').Translate} t
 * @param {import('../types.js').Lang} lang
 */
export const toldWords = (told, t, lang) =>
  told
    .map(({ name, slots, words, said }) =>
      words
        ? filled(words[lang], slots)
        : t(`guess.slip.${name}`, said ? { ...slots, said: spokenIn(said, lang) } : slots),
    )
    .join(` ${t('guess.or')} `);

/** @returns {Guessing} */
export const begun = (/** @type {string[]} */ seen = []) => ({
  seen,
  hint: false,
  told: null,
  calls: 0,
});

/**
 * The tensor that the current step has written and that is still to be guessed.
 * @param {Pick<State, 'teaching' | 'stage'>} state
 * @returns {string | null}
 */
export function veiled({ teaching: { guess }, stage: { trace, cursor } }) {
  const written = guess ? trace?.steps[cursor]?.writes : null;
  return written && !guess?.seen.includes(written) ? written : null;
}

/**
 * Decimals that a guess needs: those of the stage.
 * @param {Trace} trace
 * @param {string} address
 */
export const wantedDecimals = (trace, address) => decimalsOf(trace.tensors[address].data ?? []);

/**
 * How far a guess may be off: what is computed from rounded numbers is not exact in its last digit.
 * @param {number} value
 * @param {number} decimals
 */
export const tolerance = (value, decimals) =>
  Math.max(10 ** -decimals, 0.02 * Math.abs(value)) * (1 + 1e-9);

/**
 * What is said about a guess that is wrong: the slips that lead to it, or that it is none of them.
 * @param {import('../types.js').Slip[]} slips
 * @param {Record<string, string | number>} about   what every text may ask for
 * @param {import('./expr.js').Naming} naming   what tensors are called at the step of the number
 * @returns {Told}
 */
export const toldOf = (slips, about, naming) =>
  slips.length
    ? slips.map(({ name, words, numbers, trees, tensors }) => ({
        name,
        words,
        slots: {
          ...about,
          ...numbers,
          ...mapped(trees, (tree) => line(tree, naming)),
          ...mapped(tensors, naming),
        },
      }))
    : [{ name: 'none', slots: about }];

/**
 * The same of a number that somebody's own code computes, whose terms nobody knows; where the check
 * of its file finds it wrong, that is said.
 * @param {Told} told
 * @param {import('./own-code.js').OwnSlip | undefined} slip
 * @returns {Told}
 */
export const toldOfOwn = (told, slip) =>
  told.map((one) => {
    if (one.name !== 'none') return one;
    return slip ? { ...one, name: 'own_wrong', said: slip.said } : { ...one, name: 'own' };
  });

/**
 * @template T
 * @param {Record<string, T>} slots
 * @param {(value: T) => string} write
 */
const mapped = (slots, write) =>
  Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, write(value)]));

/**
 * What tensors are called to the block whose step writes one.
 * @param {Trace} trace
 * @param {string} address
 * @returns {import('./expr.js').Naming}
 */
export function namingAt(trace, address) {
  const step = trace.steps.find(({ writes }) => writes === address) ?? trace.steps[0];
  return (tensor) => seenFrom(tensor, step.node, trace);
}
