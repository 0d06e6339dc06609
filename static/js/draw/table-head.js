// @ts-check
/** The first row of a table: what each of its columns holds. */
import { el } from '../platform/dom.js';

/** @param {(string | null | false)[]} words   null: a column without a name; false: none */
export const tableHead = (words) =>
  el(
    'thead',
    null,
    el(
      'tr',
      null,
      words.map((word) => {
        if (word === false) return false;
        return word === null ? el('td') : el('th', { attrs: { scope: 'col' } }, word);
      }),
    ),
  );
