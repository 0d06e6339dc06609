// @ts-check
/**
 * A sum of products in a table: a row for each term, its factors, their product, the total below.
 */
import { barOf } from '../../draw/bar.js';
import { number, result } from '../../draw/number.js';
import { tableHead } from '../../draw/table-head.js';
import { bare } from '../../lib/expr.js';
import { decimals } from '../../lib/format.js';
import { el } from '../../lib/sketch.js';
import { copyButton, rounded } from './copying.js';

/** @typedef {import('../../lib/sketch.js').Child} Child */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../lib/terms.js').Table} Table */
/** @typedef {import('../../lib/terms.js').Row} Row */
/** @typedef {import('../../draw/number.js').Ink & {t: Translate}} Ink */
/** @typedef {Ink & {kind: string, title: string, open: boolean}} TableInk */
/** @typedef {ReturnType<typeof fold>} Folded */

/** More rows than this fold: the largest are shown, the others are one row. */
const FOLD = 6;
const FOLDED = 4;

/**
 * @param {Table} parts
 * @param {number} total
 * @param {TableInk} ink
 */
export function termTable(parts, total, ink) {
  const { t, digits } = ink;
  const { heads, around } = parts;
  const folding = fold(parts, ink.open);
  const { shown, folded } = folding;
  const foot = createFoot(ink, {
    span: 2 * heads.length - 1,
    largest: Math.max(
      ...shown.map((row) => Math.abs(row.product)),
      ...[folded?.value ?? 0, around?.sum ?? 0, total].map(Math.abs),
    ),
  });
  const full = parts.rows.filter((row) => row.factors.length === heads.length);
  const columns = heads.map((_, q) => decimals(full.map((row) => row.factors[q].expr.value)));
  const name = [
    ink.title,
    around && ` = ${t('number.sum')} ${around.sign} ${bare(around.by)}`,
    rounded(total, digits, t),
    copyButton(total, t),
  ];
  return el(
    'table',
    { class: 'terms' },
    headOf(parts, t),
    el(
      'tbody',
      null,
      shown.map((entry) => termRow(entry, heads.length, { ...ink, columns }, foot.bar)),
      folded && foot.row('rest', more(parts, folding, ink), folded.value),
      ink.open && parts.rows.length > FOLD && fewer(2 * heads.length + 3, ink),
      around && foot.row('sum', t('number.sum'), around.sum),
      foot.row(around ? 'total of-sum' : 'total', name, total),
    ),
  );
}

/** @param {Table} parts @param {Translate} t */
const headOf = ({ heads, over }, t) =>
  tableHead([
    el(over ? 'th' : 'td', { class: 'n' }, over === 'n' ? t('number.sample') : over),
    ...heads.flatMap((head, q) => [
      q > 0 && el('td'),
      el(head ? 'th' : 'td', { class: 'head' }, head),
    ]),
    null,
    el('th', { class: 'prod' }, t(heads.length > 1 ? 'number.product' : 'number.term')),
    null,
  ]);

/**
 * @param {Row} entry
 * @param {number} width   factors of a whole term
 * @param {TableInk & {columns: number[]}} ink
 * @param {(value: number) => Child} bar
 */
const termRow = (entry, width, ink, bar) =>
  el(
    'tr',
    null,
    el(labelOf(entry) ? 'th' : 'td', { class: 'n' }, labelOf(entry)),
    factors(entry, width, ink),
    el('td', { class: 'op' }, '='),
    el('td', { class: 'prod' }, result(entry.product, ink.digits)),
    bar(entry.product),
  );

/**
 * Rows below the terms: what is folded, their sum, the number itself.
 * @param {TableInk} ink
 * @param {{span: number, largest: number}} how   the columns of a term; the largest number of all
 */
function createFoot({ kind, digits }, { span, largest }) {
  const bar = (/** @type {number} */ value) =>
    el('td', { class: `bar ${kind}` }, barOf(value, largest));
  return {
    bar,
    /** @param {string} name @param {Child} label @param {number} value */
    row: (name, label, value) =>
      el(
        'tr',
        { class: `row-${name}` },
        el('th', { class: 'n', attrs: { scope: 'row', colspan: span + 1 } }, label),
        el('td', { class: 'op' }, '='),
        el('td', { class: 'prod' }, result(value, digits)),
        bar(value),
      ),
  };
}

/**
 * What is folded, by its number; it unfolds, on a click that the panel hears, but where the API
 * left it out.
 * @param {Table} parts
 * @param {Folded} folding
 * @param {TableInk} ink
 */
function more(parts, { shown, folded }, { t }) {
  const words = moreLabel(folded?.count ?? 0, parts, t);
  if (parts.rest && shown.length === parts.rows.length) return words;
  return el(
    'button',
    { class: 'more', dataset: { terms: 'all' }, attrs: { type: 'button', title: t('number.all') } },
    words,
  );
}

/** @param {number} span @param {TableInk} ink */
const fewer = (span, { t }) =>
  el(
    'tr',
    null,
    el(
      'td',
      { attrs: { colspan: span } },
      el(
        'button',
        { class: 'more', dataset: { terms: 'few' }, attrs: { type: 'button' } },
        t('number.fewer'),
      ),
    ),
  );

/** @param {Row} entry */
const labelOf = (entry) => (entry.negative ? `− ${entry.label}` : entry.label);

/** @param {number} n @param {Table} parts @param {Translate} t */
const moreLabel = (n, parts, t) =>
  t(parts.over === 'n' ? 'number.more.samples' : 'number.more', { n });

/**
 * The factor cells of one row; a term with fewer factors than there are columns stands alone in the
 * middle.
 * @param {Row} entry
 * @param {number} width
 * @param {Ink & {columns: number[]}} ink   how many decimals each column has
 */
function factors(entry, width, ink) {
  const alone = entry.factors.length < width;
  const cells = entry.factors.flatMap((factor, q) => [
    q > 0 && el('td', { class: 'op' }, factor.divides ? '÷' : '×'),
    el(
      'td',
      {
        class: 'fac',
        attrs: alone && entry.factors.length === 1 ? { colspan: 2 * width - 1 } : {},
      },
      number(factor.expr, { ...ink, digits: alone ? ink.digits : ink.columns[q] }),
    ),
  ]);
  const missing = alone && entry.factors.length > 1 ? 2 * (width - entry.factors.length) : 0;
  return missing ? [...cells, el('td', { attrs: { colspan: missing } })] : cells;
}

/** @param {Table} parts @param {boolean} open */
function fold({ rows, rest }, open) {
  if (open || rows.length <= FOLD) return { shown: rows, folded: rest };
  const shown = rows.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, FOLDED);
  const hidden = rows.filter((row) => !shown.includes(row));
  const value = hidden.reduce((sum, row) => sum + row.product, rest?.value ?? 0);
  return { shown, folded: { count: hidden.length + (rest?.count ?? 0), value } };
}
