// @ts-check
/** How a table was read, and what a person may wish of it: header, gaps, images, classes. */
import { textOf } from '../../lib/flaw.js';
import { asksMark, readWith } from '../../lib/data/table.js';
import { el } from '../../platform/dom.js';
import { select } from './select.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/table.js').Wishes} Wishes */
/** @typedef {import('../../types.js').Flaw} Flaw */
/** @typedef {import('../../answers.js').OwnSamples} Own */
/** @typedef {Required<Omit<import('../../answers.js').Unread, 'problems'>> & Partial<Own>} Table */

/**
 * @typedef {object} Asking
 * @property {Context['t']} t
 * @property {Wishes} wishes   so far
 * @property {(change: Wishes) => void} wish
 */

const HEADERS = [null, true, false];
const GAPS = /** @type {const} */ (['drop', 'mean']);

/** How the table was read. @param {Table} table @param {Context['t']} t */
export function summary(table, t) {
  const separator = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'blanks' }[
    /** @type {string} */ (table.separator)
  ];
  return [
    t(table.rows === 1 ? 'samples.read.one' : 'samples.read', { n: table.rows }),
    t(`samples.separator.${separator}`),
    t(table.decimal === ',' ? 'samples.decimal.comma' : 'samples.decimal.point'),
    table.thousands.length > 0 && t('samples.thousands', { columns: named(table.thousands, t) }),
    table.empty_columns > 0 && t('samples.empty'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param {string[]} names @param {Context['t']} t */
const named = (names, t) =>
  names
    .slice(0, 3)
    .map((name) => t('samples.quoted', { name }))
    .join(', ') + (names.length > 3 ? ', …' : '');

/**
 * A number that can be read in two ways: the reader says which one is meant.
 * @param {Flaw[]} errors
 * @param {Asking} asking
 */
export function question(errors, { t, wish }) {
  const flaw = asksMark(errors);
  if (!flaw) return null;
  const text = String(textOf(flaw));
  return el(
    'div',
    { class: 'row asks', attrs: { role: 'group' } },
    el('p', null, t('samples.mark.asks', { found: text })),
    ['.', ','].map((mark) =>
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { key: `decimal${mark}` },
          attrs: { type: 'button' },
          on: { click: () => wish({ decimal: mark }) },
        },
        t(mark === '.' ? 'samples.mark.point' : 'samples.mark.comma', {
          found: text,
          number: String(readWith(text, mark)).replace('-', '−'),
        }),
      ),
    ),
  );
}

/** @param {Asking} asking */
export const headerChoice = ({ t, wish, wishes }) =>
  el(
    'label',
    null,
    t('samples.header'),
    select(
      { key: 'header', label: t('samples.header') },
      ['auto', 'yes', 'no'].map((key) => t(`samples.header.${key}`)),
      HEADERS.indexOf(wishes.header ?? null),
      (at) => wish({ header: HEADERS[at], target: undefined, inputs: undefined }),
    ),
  );

/** @param {Table} table @param {Asking} asking */
export function gapsChoice(table, { t, wish, wishes }) {
  if (!table.columns.some(({ gaps, role }) => gaps && role !== 'unused')) return null;
  const told =
    table.left_out === undefined
      ? ''
      : ` ${t('samples.gaps.told', { out: table.left_out, filled: table.filled ?? 0 })}`;
  return el(
    'label',
    null,
    t('samples.gaps.rows'),
    select(
      { key: 'gaps', label: t('samples.gaps.rows') },
      GAPS.map((how) => t(`samples.gaps.${how}`)),
      GAPS.indexOf(wishes.gaps ?? 'drop'),
      (at) => wish({ gaps: GAPS[at] }),
    ),
    told,
  );
}

/** @param {Table} table @param {Asking} asking */
export const imagesChoice = ({ image_side: side }, { t, wish, wishes }) =>
  side &&
  el(
    'label',
    null,
    checkbox('images', Boolean(wishes.images), (on) => wish({ images: on })),
    t('samples.images', { side }),
  );

/**
 * Numbers of the target that may be classes are asked about.
 * @param {Table} table
 * @param {Asking} asking
 */
export function classesChoice(table, { t, wish, wishes }) {
  const targets = table.columns.filter(({ role }) => role === 'target');
  const { classes } = table;
  return el(
    'div',
    { class: table.may_be_classes && wishes.classes === undefined ? 'row asks' : 'row' },
    table.may_be_classes &&
      wishes.classes === undefined &&
      el('p', null, t('samples.classes.asks', { name: targets[0].name })),
    targets.length === 1 &&
      targets[0].type === 'number' &&
      el(
        'label',
        null,
        checkbox('classes', Boolean(classes), (on) => wish({ classes: on })),
        t('samples.classes'),
      ),
    classes &&
      el(
        'p',
        { class: 'note classes' },
        t('samples.classes.named', { n: classes.length }),
        ' ',
        classes
          .slice(0, 12)
          .map((/** @type {string} */ name, /** @type {number} */ k) =>
            el('span', { class: `tag c${k % 5}` }, name),
          ),
        classes.length > 12 && '…',
      ),
    classes?.length === 1 && el('p', { class: 'note alone' }, t('samples.classes.alone')),
  );
}

/** @param {string} key @param {boolean} on @param {(on: boolean) => void} give */
function checkbox(key, on, give) {
  const box = el('input', {
    dataset: { key },
    attrs: { type: 'checkbox', checked: on },
    on: { change: () => give(box.checked) },
  });
  return box;
}
