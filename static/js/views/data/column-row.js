// @ts-check
/** A column of a table in a row: what it holds, its problems, and what it is used as. */
import { el } from '../../platform/dom.js';
import { problemsOf, wrongWith } from '../../lib/data/table.js';
import { select } from './select.js';

/** @typedef {import('../../lib/data/table.js').Column} Column */
/** @typedef {import('../../types.js').Translate} Translate */

export const ROLES = /** @type {const} */ (['input', 'target', 'unused']);

/**
 * @param {{column: Column, place: number}} one
 * @param {import('../../types.js').Flaw[]} errors
 * @param {Translate} t
 * @param {(role: Column['role']) => void} give
 */
export function columnRow({ column, place }, errors, t, give) {
  const wrong = problemsOf(errors, column.name);
  const rest = Math.max(0, column.problems - 1);
  return el(
    'tr',
    { class: `${column.role}${wrong.length ? ' wrong' : ''}` },
    el('th', { attrs: { scope: 'row', title: column.name } }, column.name),
    el('td', null, holds(column, t)),
    el(
      'td',
      null,
      select(
        { key: `role${place}`, label: `${t('samples.role')}: ${column.name}` },
        ROLES.map((each) => t(`samples.role.${each}`)),
        ROLES.indexOf(column.role),
        (at) => give(ROLES[at]),
      ),
    ),
    el(
      'td',
      { class: 'why' },
      wrong.length > 0 && [
        t(...wrongWith(wrong[0])),
        rest > 0 && ` ${t('samples.wrong.more', { n: rest })}`,
      ],
    ),
  );
}

/** What a column holds, and what comes of it. @param {Column} column @param {Translate} t */
const holds = ({ type, role, becomes, gaps, form }, t) =>
  [
    t(`samples.type.${form ?? type}`),
    type === 'text' && role === 'input' && t('samples.becomes', { n: becomes }),
    gaps > 0 && t(gaps === 1 ? 'samples.gap' : 'samples.gaps', { n: gaps }),
  ]
    .filter(Boolean)
    .join(' · ');
