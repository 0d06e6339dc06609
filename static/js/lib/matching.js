// @ts-check
/**
 * What of a list somebody looks for: by the beginnings of words, and in sentences from three
 * letters on.
 */

/** Sentences are looked through from so many letters on. */
const ENOUGH = 3;

/** Small letters without accents. @param {string} text */
const folded = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/**
 * How well a thing fits what was typed: 0 its name begins so, 1 a word of it does, 2 its words hold
 * it, and null where nothing does. All fits where nothing is typed.
 * @param {string} typed
 * @param {string[]} names
 * @param {string} [about]   a sentence
 * @returns {0 | 1 | 2 | null}
 */
export function match(typed, names, about = '') {
  const wanted = folded(typed);
  const all = names.map(folded);
  if (all.some((name) => name.startsWith(wanted))) return 0;
  if (all.some((name) => name.split(/[\s_]+/).some((word) => word.startsWith(wanted)))) return 1;
  return wanted.length >= ENOUGH && folded([...names, about].join(' ')).includes(wanted) ? 2 : null;
}
