// @ts-check
/** The page's own words. A language is one JSON file of flat keys; {slots} are filled in. */

import { filled } from '../lib/filled.js';
import { keep, recall } from './remembered.js';

/** @typedef {import('../types.js').Lang} Lang */

const KEPT = 'backstep.lang';

/** The languages that the page speaks, as it offers them. @returns {Lang[]} */
export const languages = () => (document.documentElement.dataset.languages ?? 'en').split(' ');

/**
 * The address bar's language first, then the one chosen last time, then the browser's.
 * @param {string | null} wanted
 * @returns {Lang}
 */
export function firstLang(wanted) {
  const choices = [wanted, recall(KEPT), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  const spoken = languages();
  return choices.find((choice) => choice && spoken.includes(choice)) ?? 'en';
}

/**
 * @param {(lang: Lang) => Promise<Record<string, string>>} fetchWords
 * @param {() => Lang} current
 * @param {(key: string, lang: Lang) => string | undefined} [besides]   words that are not in the
 *   file
 */
export function createWords(fetchWords, current, besides) {
  /** @type {Map<Lang, Record<string, string>>} */
  const loaded = new Map();

  return {
    /** Brings a language in, so that `t` can speak it. @param {Lang} lang */
    async load(lang) {
      if (!loaded.has(lang)) loaded.set(lang, await fetchWords(lang));
      keep(KEPT, lang);
      document.documentElement.lang = lang;
    },

    /** @type {import('../types.js').Translate} */
    t(key, slots = {}) {
      const words = loaded.get(current())?.[key] ?? besides?.(key, current()) ?? key;
      return words.includes('{') ? filled(words, slots) : words; // most have no slot
    },
  };
}
