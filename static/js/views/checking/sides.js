// @ts-check
/** One gradient, cell by cell: what the rules give and what nudging gives, side by side. */
import { icon } from '../../draw/icons.js';
import { exact, near } from '../../lib/format.js';
import { cell, text } from '../../lib/names.js';
import { rowsOf, verdictOf } from '../../lib/verdicts.js';
import { el } from '../../platform/dom.js';
import { tableHead } from '../../draw/table-head.js';
import { size } from './all.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../types.js').Cell} Cell */
/** @typedef {import('../../lib/verdicts.js').Checked} Checked */
/** @typedef {import('../../lib/verdicts.js').Row} Row */

/** As many rows as are looked through. */
const ROWS = 40;

/**
 * @param {{address: string, report: Checked}} checked
 * @param {{trace: Trace, selection: Cell | null, t: Translate, aside: Node[]}} about   aside: what
 *   is said below the verdict
 * @param {{close: () => void, select: (address: string, at: number[]) => void}} acts
 */
export function sidesOf({ address, report }, about, { close, select }) {
  const { trace, selection, t, aside } = about;
  const rows = rowsOf(report, trace.tensors[address].shape, trace.loss);
  const verdict = verdictOf(report);
  const line = (/** @type {Row} */ row) => {
    const here = selection?.address === address && String(selection.at) === String(row.at);
    return rowOf(row, cell(address, row.at, trace), {
      t,
      here,
      select: () => select(address, row.at),
    });
  };
  return [
    el(
      'header',
      null,
      el('h3', null, t('check.title')),
      el('span', null, text(address, trace)),
      el(
        'button',
        {
          class: 'btn',
          dataset: { key: 'close' },
          attrs: { type: 'button', 'aria-label': t('check.close') },
          on: { click: close },
        },
        icon('close'),
      ),
    ),
    el(
      'p',
      { class: 'verdict', dataset: { verdict } },
      t(`check.say.${verdict}`, { error: size(report.max_relative_error ?? 0) }),
    ),
    ...aside,
    ...notes(report, t).map((words) => el('p', { class: 'note' }, words)),
    el('table', { class: 'sides' }, head(t), el('tbody', null, rows.slice(0, ROWS).map(line))),
    rows.length > ROWS
      ? el('p', { class: 'note' }, t('check.more', { n: rows.length - ROWS }))
      : '',
  ];
}

/** How much of it was checked, and how. @param {Checked} report @param {Translate} t */
const notes = ({ checked, untold, cells }, t) => [
  ...(checked > 0 && checked + untold < cells ? [t('check.sample', { checked, cells })] : []),
  ...(checked > 0 && untold > 0 ? [t('check.some', { n: untold, cells })] : []),
  t('check.how'),
];

/** @param {Translate} t */
const head = (t) =>
  tableHead(['cell', 'analytic', 'numeric', 'error'].map((name) => t(`check.${name}`)));

/**
 * @param {Row} row
 * @param {string} name   of the cell
 * @param {{t: Translate, here: boolean, select: () => void}} how
 */
const rowOf = ({ at, analytic, numeric, error, verdict }, name, { t, here, select }) =>
  el(
    'tr',
    { class: here ? 'now' : '', dataset: { verdict } },
    el(
      'th',
      { attrs: { scope: 'row' } },
      el(
        'button',
        {
          class: 'more',
          dataset: { key: `at${at.join('-')}` },
          attrs: { type: 'button' },
          on: { click: select },
        },
        name,
      ),
    ),
    el('td', { attrs: { title: exact(analytic) } }, near(analytic, 5)),
    el(
      'td',
      { attrs: { title: exact(numeric) } },
      verdict === 'unchecked' || verdict === 'untold' ? '—' : near(numeric, 5),
    ),
    el(
      'td',
      null,
      verdict === 'right' || verdict === 'wrong' ? size(error) : t(`check.${verdict}`),
    ),
  );
