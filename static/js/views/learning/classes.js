// @ts-check
/** Which class the network takes for which: counts, whole; of very many classes a picture. */
import { el } from '../../lib/sketch.js';
import { el as element } from '../../platform/dom.js';
import { sizeOf } from '../../platform/sizes.js';
import { tableHead } from '../../draw/table-head.js';
import { paint } from '../../draw/heatmap.js';
import { fixed, near } from '../../lib/format.js';
import { layOut } from '../../lib/shape.js';
import { markOf } from './dots.js';

/** @typedef {import('../../types.js').Metrics} Metrics */

/** A table of more classes is a picture. */
const MOST = 12;
/** So high and wide a cell of a card is at least; between two; what its heads take. */
const LEAST = 18;
const BETWEEN = 2;
const HEAD = { width: 84, height: 40 };
/** What stands below a picture. */
const CAPTION = 24;
/** Names up to so many letters stay in one line. */
const SHORT = 7;

/**
 * The part that is counted: the test part where there is one.
 * @param {{train: Metrics | null, test: Metrics | null} | null} metrics
 */
export const countedOf = (metrics) =>
  (metrics?.test?.samples ? metrics.test : metrics?.train) ?? null;

/** @param {boolean} hit @param {number} k @param {number} count */
const lookOf = (hit, k, count) =>
  [hit && `hit c${k % 5}`, count ? !hit && 'miss' : 'zero'].filter(Boolean).join(' ');

/** @param {Metrics} part */
export const rightOf = ({ confusion }) =>
  (confusion ?? []).reduce((sum, row, k) => sum + row[k], 0);

/**
 * How many of a part are right, in words.
 * @param {Metrics} part
 * @param {import('../../types.js').Translate} t
 */
export const rightIn = (part, t) =>
  t('learn.right.of', {
    k: rightOf(part),
    n: part.samples,
    part: t(`train.part.${part.part}`),
  });

/**
 * @param {HTMLElement} area
 * @param {Metrics | null} part
 * @param {import('./view.js').Context} context
 * @param {boolean} large
 */
export function classesOf(area, part, { store, t }, large) {
  const { lang } = store.get().reader;
  const classes = part?.classes ?? store.get().runs.samples?.classes;
  if (!part?.confusion) return null;
  const counts = part.confusion;
  const name = (/** @type {number} */ k) => classes?.[k]?.[lang] ?? String(k);
  const label = t('train.confusion', { part: t(`train.part.${part.part}`) });
  const room = large ? null : roomOf(area, counts.length);
  if (counts.length > MOST || (room && Math.min(room.width, room.height) < LEAST))
    return pictureOf(area, counts, label, t);
  const sums = counts.map((row) =>
    Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    ),
  );
  const head = (/** @type {number} */ k, /** @type {string} */ scope) =>
    el(
      'th',
      { attrs: { scope, title: name(k) } },
      el('span', null, markOf(k), el('span', { class: 'name' }, name(k))),
    );
  return el(
    'table',
    {
      class: `conf${large ? ' large' : ''}${counts.every((_, k) => name(k).length <= SHORT) ? ' short' : ''}`,
      attrs: { 'aria-label': label },
      style: room ? { '--high': `${room.height}px` } : {},
    },
    tableHead([
      el('td', { class: 'cap' }, t('learn.true'), el('br'), t('learn.predicted')),
      ...counts.map((_, k) => head(k, 'col')),
    ]),
    el(
      'tbody',
      null,
      counts.map((row, k) =>
        el(
          'tr',
          null,
          head(k, 'row'),
          row.map((count, q) =>
            el(
              'td',
              {
                class: lookOf(k === q, k, count),
                style: { '--share': `${Math.round((45 * count) / sums[k])}%` },
              },
              count,
            ),
          ),
        ),
      ),
    ),
  );
}

/**
 * What a cell has of a card, in pixels: a table is whole there, or it is a picture.
 * @param {HTMLElement} area
 * @param {number} count
 */
function roomOf(area, count) {
  const { width, height } = sizeOf(area);
  const each = (/** @type {number} */ length) => Math.floor(length / count) - BETWEEN;
  return { width: each(width - HEAD.width), height: each(height - HEAD.height) };
}

/**
 * @param {HTMLElement} area @param {number[][]} counts @param {string} label
 * @param {import('../../types.js').Translate} t
 */
function pictureOf(area, counts, label, t) {
  const { width, height } = sizeOf(area);
  const side = Math.max(40, Math.min(width, height - CAPTION) - 4);
  const size = side / counts.length;
  const canvas = element('canvas', {
    attrs: { role: 'img', 'aria-label': label },
    style: { width: `${side}px`, height: `${side}px` },
  });
  const flat = layOut({ shape: [counts.length, counts.length], data: null });
  paint(canvas, {
    data: counts.flatMap((row) => {
      const sum = Math.max(
        1,
        row.reduce((all, count) => all + count, 0),
      );
      return row.map((count) => count / sum);
    }),
    flat,
    pitch: { width: size, height: size, gap: 0, apart: 0 },
    kind: 'v',
    top: 1,
  });
  return el(
    'figure',
    { class: 'conf-picture' },
    canvas,
    el('figcaption', null, t('train.confusion.short')),
  );
}

/**
 * Both parts in numbers.
 * @param {{train: Metrics | null, test: Metrics | null} | null} metrics
 * @param {import('../../types.js').Translate} t
 */
export function measuresOf(metrics, t) {
  const { train, test } = metrics ?? { train: null, test: null };
  if (!train) return null;
  const parts = [train, ...(test?.samples ? [test] : [])];
  const share = (/** @type {number | null} */ value) =>
    value === null ? '—' : `${fixed(100 * value, 1)} %`;
  const row = (/** @type {string} */ name, /** @type {(part: Metrics) => string} */ read) =>
    el(
      'tr',
      null,
      el('th', { attrs: { scope: 'row' } }, name),
      parts.map((part) => el('td', null, read(part))),
    );
  return el(
    'table',
    { class: 'measures' },
    tableHead([null, ...parts.map(({ part }) => t(`train.part.${part}`))]),
    el(
      'tbody',
      null,
      row(t('train.samples'), ({ samples }) => String(samples)),
      row(t('error'), ({ loss }) => (loss === null ? '—' : near(loss, 4))),
      train.accuracy !== null && row(t('train.accuracy'), ({ accuracy }) => share(accuracy)),
      train.accuracy === null && row('R²', ({ r2 }) => (r2 === null ? '—' : fixed(r2, 3))),
    ),
  );
}
