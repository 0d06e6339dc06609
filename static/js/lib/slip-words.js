// @ts-check
/** What slipped in a gradient of one's own, in words. */
import { spokenIn } from './own-code.js';

/** @typedef {import('./own-code.js').OwnSlip} OwnSlip */
/** @typedef {import('../types.js').Translate} Translate */

/** Details that say how much: a number, a size or a quotient of them, such as 1/n. */
const SHORT = /^[−-]?[\w.√/()]{1,6}$/;
/** Details that are a word of the program's. */
const WORDS = /^[a-z]{3,}$/;

/** In a word or two: factor 1/n. @param {OwnSlip} found @param {Translate} t */
export function named({ slip, detail }, t) {
  const name = t(`slip.${slip}`);
  const short = slip === 'factor' && detail && SHORT.test(detail) && !WORDS.test(detail);
  return short ? `${name} ${detail.replace('-', '−')}` : name;
}

/**
 * Where it is, and the sentence.
 * @param {OwnSlip} found
 * @param {string} lang
 * @param {Translate} t
 */
export function toldOf({ file, line, said, slip, detail, gradient }, lang, t) {
  const place = line === null ? file : t('own.place', { file, line });
  const title = slip ? `${named({ file, line, said, slip, detail, gradient }, t)}. ` : '';
  return `${place}: ${title}${spokenIn(said, lang)}`;
}
