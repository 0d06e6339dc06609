// @ts-check
/**
 * The first rows of a table as they are read: what is a number stands as one, and a gap is seen.
 */
import { tableHead } from '../../draw/table-head.js';
import { el } from '../../platform/dom.js';

/** Columns that are drawn: of more, the first ones tell enough. */
const WIDE = 24;

/**
 * @param {{preview: {lines: number[], rows: (number | string | null)[][]}, columns:
 *   import('../../lib/data/table.js').Column[]}} table
 * @param {import('../../types.js').Translate} t
 */
export function preview({ preview: { lines, rows }, columns }, t) {
  const some = columns.slice(0, WIDE);
  const rest = columns.length - some.length;
  return el(
    'div',
    { class: 'preview', attrs: { tabindex: 0, role: 'group', 'aria-label': t('samples.preview') } },
    el(
      'table',
      null,
      el('caption', null, t('samples.preview')),
      tableHead([
        t('samples.line'),
        ...some.map(({ name, role }) =>
          el('th', { class: role, attrs: { scope: 'col', title: name } }, name),
        ),
        rest > 0 && t('samples.wider', { n: rest }),
      ]),
      el(
        'tbody',
        null,
        rows.map((row, k) =>
          el(
            'tr',
            null,
            el('th', { attrs: { scope: 'row' } }, lines[k]),
            row.slice(0, WIDE).map((cell, at) => cellOf(cell, some[at].role, t)),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {number | string | null} cell
 * @param {string} role
 * @param {import('../../types.js').Translate} t
 */
function cellOf(cell, role, t) {
  if (cell === null)
    return el('td', { class: `gap ${role}`, attrs: { 'aria-label': t('samples.gap.one') } }, '·');
  return typeof cell === 'number'
    ? el('td', { class: `number ${role}` }, String(cell).replace('-', '−'))
    : el('td', { class: role }, cell);
}
