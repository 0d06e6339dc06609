// @ts-check
/** The first row of a table: what each of its columns holds. */
import { el } from '../lib/sketch.js';

/**
 * @param {(string | HTMLElement | import('../lib/sketch.js').Sketch | null | false)[]} words   an
 *   element is its cell; null: a column without a name; false: none
 */
export const tableHead = (words) =>
  el(
    'thead',
    null,
    el(
      'tr',
      null,
      words.map((word) => {
        if (word === null) return el('td');
        return typeof word === 'string' ? el('th', { attrs: { scope: 'col' } }, word) : word;
      }),
    ),
  );
