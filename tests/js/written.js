// @ts-check
/** How names are written, as the catalog says it: a few of them. */
import { WRITTEN } from '../../static/js/lib/catalog-words.js';
import { spellWith } from '../../static/js/lib/names.js';

/** @type {Record<string, string>} */
const LETTERS = { lr: 'α', mhat: 'm̂', mu: 'μ', target: 't', other: 'other' };

spellWith((key) => LETTERS[key.slice(WRITTEN.length)] ?? key);
