// @ts-check
/** What each sample adds to a number, in a table: a sample in a row, their sum or mean below. */
import { barOf } from '../../draw/bar.js';
import { decimals, exact, near } from '../../lib/format.js';
import { el } from '../../lib/sketch.js';
import { tableHead } from '../../draw/table-head.js';

/** @typedef {import('../../types.js').Translate} Translate */

/**
 * @typedef {object} Division
 * @property {string} name             of the number
 * @property {number} whole
 * @property {number[]} rows           samples
 * @property {number[]} parts          of those
 * @property {number} count            of all samples
 * @property {boolean} mean            whether the whole is the mean of what each would be alone
 * @property {number | null} sample    that is followed
 */

/**
 * @param {Division} division
 * @param {Translate} t
 */
export function partsTable({ name, whole, rows, parts, count, mean, sample }, t) {
  const rest = rows.length < count ? whole - parts.reduce((sum, part) => sum + part, 0) : null;
  const digits = decimals([whole, ...parts]);
  const top = Math.max(...[whole, rest ?? 0, ...parts].map(Math.abs));
  const cells = (/** @type {number} */ value, /** @type {number | null} */ alone) => [
    el('td', { attrs: { title: exact(value) } }, near(value, digits)),
    mean && (alone === null ? el('td', null, '') : aloneCell(alone, digits)),
    el('td', { class: 'bar g' }, barOf(value, top)),
  ];
  const row = (/** @type {number} */ n, /** @type {number} */ k) =>
    el(
      'tr',
      { class: n === sample ? 'followed' : '' },
      el('th', { attrs: { scope: 'row' } }, sampleButton(n, n === sample, t)),
      cells(parts[k], parts[k] * count),
    );
  const others = t('parts.more', { n: count - rows.length });
  return el(
    'table',
    null,
    head(mean, t),
    el(
      'tbody',
      null,
      rows.map(row),
      rest !== null &&
        el('tr', null, el('th', { attrs: { scope: 'row' } }, others), cells(rest, null)),
    ),
    el(
      'tfoot',
      null,
      el(
        'tr',
        null,
        el('th', { attrs: { scope: 'row' } }, name),
        el('td', null, el('small', null, t('parts.sum')), ` ${near(whole, digits)}`),
        mean && el('td', null, el('small', null, t('parts.mean')), ` ${near(whole, digits)}`),
        el('td', { class: 'bar g' }, barOf(whole, top)),
      ),
    ),
  );
}

/** @param {number} alone @param {number} digits */
const aloneCell = (alone, digits) =>
  el('td', { attrs: { title: exact(alone) } }, near(alone, digits));

/** @param {boolean} mean @param {Translate} t */
const head = (mean, t) =>
  tableHead([t('number.sample'), t('parts.part'), mean && t('parts.alone'), null]);

/**
 * A click on it is heard by the panel.
 * @param {number} n
 * @param {boolean} followed
 * @param {Translate} t
 */
const sampleButton = (n, followed, t) =>
  el(
    'button',
    {
      dataset: { part: n },
      attrs: {
        type: 'button',
        'aria-pressed': String(followed),
        'aria-label': t('batch.follow', { n }),
      },
    },
    n,
  );
