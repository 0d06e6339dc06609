// @ts-check
/** Where one number comes from: a row for each term, its factors, their product, and the total. */
import { barOf } from '../draw/bar.js';
import { afterPaint } from '../platform/after-paint.js';
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { number, result } from '../draw/number.js';
import { tree } from '../draw/tree.js';
import { bare, decided } from '../lib/expr.js';
import { decimals, exact, namesAll } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { cellNow } from '../lib/live.js';
import { isPinned } from '../lib/pins.js';
import { cell, kindOf, seenFrom, text } from '../lib/names.js';
import { table } from '../lib/terms.js';
import { shade } from '../lib/shade.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/terms.js').Table} Table */
/** @typedef {import('../lib/terms.js').Row} Row */
/** @typedef {import('../draw/number.js').Ink & {t: import('../types.js').Translate}} Ink */

/** More rows than this fold: the largest are shown, the others are one row. */
const FOLD = 6;
const FOLDED = 4;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  root.classList.add('number-panel');
  root.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target).closest('[data-at]');
    if (target instanceof HTMLElement)
      act.select(target.dataset.address ?? '', indices(target.dataset.at ?? ''));
  });
  root.addEventListener('copy', copyExact);
  let open = false;

  const draw = () => {
    const {
      focus: { explanation, selection },
      stage: { trace },
    } = store.get();
    clear(root);
    root.hidden = !trace || !selection || selection.address === veiled(store.get());
    if (root.hidden || !trace || !selection) return;
    const kind = kindOf(selection.address, trace);
    const title = cell(selection.address, selection.at, trace);
    root.append(
      el('header', null, el('h3', null, t('number.title')), el('span', null, title, pinButton())),
    );
    const now = cellNow(store.get().runs, trace, selection);
    if (now !== undefined) {
      root.append(learning(now, kind));
      return;
    }
    if (!explanation) return;
    const name = namingOf(explanation, trace);
    const expr = decided(explanation.expr);
    const parts =
      explanation.step === null ? null : table(expr, name, trace.steps[explanation.step].letters);
    const ink = { trace, t, name, digits: digitsFor(explanation, parts), shade: shade(trace) };
    if (explanation.step === null) root.append(el('p', { class: 'note' }, t('number.given')));
    root.append(
      parts
        ? termTable(parts, explanation, { ...ink, kind, title, open, toggle })
        : single({ ...explanation, expr }, ink, kind, title),
    );
  };
  /** While the network trains, the number itself. @param {number} value @param {string} kind */
  const learning = (value, kind) =>
    el(
      'div',
      { class: `single moving ${kind}` },
      el('p', { class: 'total' }, result(value, 6)),
      el('p', { class: 'note' }, t('number.learning')),
    );
  const pinButton = () => {
    const { pins, selection } = store.get().focus;
    const pinned = isPinned(pins, selection);
    return el(
      'button',
      {
        class: 'copy pin-key',
        attrs: {
          type: 'button',
          'aria-pressed': String(pinned),
          'aria-label': t('pins.pin'),
          title: `${t('pins.pin')} (P)`,
        },
        on: { click: () => act.pin() },
      },
      icon('pin'),
    );
  };
  const toggle = () => {
    open = !open;
    draw();
  };

  const soon = afterPaint(draw);
  store.on(
    (state) => state.focus.explanation,
    () => {
      open = false;
      soon();
    },
  );
  store.on((state) => state.focus.selection, soon);
  store.on((state) => state.runs.live, soon);
  store.on((state) => veiled(state), soon);
  store.on(
    (state) => state.focus.pins,
    () => {
      root
        .querySelector('.pin-key')
        ?.setAttribute(
          'aria-pressed',
          String(isPinned(store.get().focus.pins, store.get().focus.selection)),
        );
    },
  );
  store.on((state) => state.reader.lang, soon);
}

/**
 * @param {Table} parts
 * @param {Explanation} explanation
 * @param {Ink & {kind: string, title: string, open: boolean, toggle: () => void}} ink
 */
function termTable(parts, explanation, ink) {
  const { t, digits, kind } = ink;
  const { heads, around, rest } = parts;
  const { shown, folded } = fold(parts, ink.open);
  const largest = Math.max(
    ...shown.map((row) => Math.abs(row.product)),
    ...[folded?.value ?? 0, around?.sum ?? 0, explanation.value].map(Math.abs),
  );
  const span = 2 * heads.length - 1;
  const full = parts.rows.filter((row) => row.factors.length === heads.length);
  const columns = heads.map((_, q) => decimals(full.map((row) => row.factors[q].expr.value)));
  const bar = (/** @type {number} */ value) =>
    el('td', { class: `bar ${kind}` }, barOf(value, largest));
  const row = (/** @type {Row} */ entry) =>
    el(
      'tr',
      null,
      el(labelOf(entry) ? 'th' : 'td', { class: 'n' }, labelOf(entry)),
      factors(entry, heads.length, { ...ink, columns }),
      el('td', { class: 'op' }, '='),
      el('td', { class: 'prod' }, result(entry.product, digits)),
      bar(entry.product),
    );
  /** @param {string} name @param {Child} label @param {number} value */
  const foot = (name, label, value) =>
    el(
      'tr',
      { class: `row-${name}` },
      el('th', { class: 'n', attrs: { scope: 'row', colspan: span + 1 } }, label),
      el('td', { class: 'op' }, '='),
      el('td', { class: 'prod' }, result(value, digits)),
      bar(value),
    );

  const more =
    folded &&
    (rest && shown.length === parts.rows.length
      ? moreLabel(folded.count, parts, t)
      : el(
          'button',
          {
            class: 'more',
            attrs: { type: 'button', title: t('number.all') },
            on: { click: ink.toggle },
          },
          moreLabel(folded.count, parts, t),
        ));
  return el(
    'table',
    { class: 'terms' },
    el(
      'thead',
      null,
      el(
        'tr',
        null,
        el(
          parts.over ? 'th' : 'td',
          { class: 'n' },
          parts.over === 'n' ? t('number.sample') : parts.over,
        ),
        heads.map((head, q) => [
          q > 0 && el('td'),
          el(head ? 'th' : 'td', { class: 'head' }, head),
        ]),
        el('td'),
        el('th', { class: 'prod' }, t(heads.length > 1 ? 'number.product' : 'number.term')),
        el('td'),
      ),
    ),
    el(
      'tbody',
      null,
      shown.map(row),
      folded && foot('rest', more, folded.value),
      ink.open &&
        parts.rows.length > FOLD &&
        el(
          'tr',
          null,
          el(
            'td',
            { attrs: { colspan: span + 4 } },
            el(
              'button',
              { class: 'more', attrs: { type: 'button' }, on: { click: ink.toggle } },
              t('number.fewer'),
            ),
          ),
        ),
      around && foot('sum', t('number.sum'), around.sum),
      foot(
        'total',
        [
          ink.title,
          around && ` = ${t('number.sum')} ${around.sign} ${bare(around.by)}`,
          rounded(explanation.value, digits, t),
          copyButton(explanation.value, t),
        ],
        explanation.value,
      ),
    ),
  );
}

/** @typedef {import('../platform/dom.js').Child} Child */

/** @param {Row} entry */
const labelOf = (entry) => (entry.negative ? `− ${entry.label}` : entry.label);

/** @param {number} n @param {Table} parts @param {import('../types.js').Translate} t */
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

/**
 * A number that is no sum of products: its formula, laid out, and what it comes to.
 * @param {Explanation} explanation
 * @param {Ink} ink
 * @param {string} kind
 * @param {string} title
 */
const single = (explanation, ink, kind, title) =>
  el(
    'div',
    { class: `single ${kind}` },
    explanation.step === null ? null : tree(explanation.expr, ink),
    el(
      'p',
      { class: 'total' },
      el(
        'span',
        null,
        title,
        rounded(explanation.value, ink.digits, ink.t),
        copyButton(explanation.value, ink.t),
      ),
      el('span', { class: 'op' }, '='),
      result(explanation.value, ink.digits),
    ),
  );

/**
 * Says so where the digits shown are not all.
 * @param {number} value
 * @param {number} digits
 * @param {import('../types.js').Translate} t
 */
const rounded = (value, digits, t) =>
  Number.isFinite(value) && !namesAll(value, digits) && el('small', null, t('number.rounded'));

/**
 * Browsers lend the clipboard to safe pages only.
 * @param {number} value
 * @param {import('../types.js').Translate} t
 */
function copyButton(value, t) {
  if (!navigator.clipboard) return null;
  const button = el(
    'button',
    {
      class: 'copy',
      attrs: {
        type: 'button',
        'aria-label': t('number.copy'),
        title: `${t('number.copy')}: ${exact(value)}`,
      },
    },
    icon('copy'),
  );
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(exact(value));
    button.replaceChildren(icon('check'));
    setTimeout(() => button.replaceChildren(icon('copy')), 1200);
  });
  return button;
}

/** Whoever copies one number gets all its digits. @param {ClipboardEvent} event */
function copyExact(event) {
  const chosen = getSelection();
  const text = chosen?.toString().trim();
  const source = chosen?.anchorNode?.parentElement?.closest('[data-exact]');
  if (!text || !(source instanceof HTMLElement) || source.textContent?.trim() !== text) return;
  event.clipboardData?.setData('text/plain', source.dataset.exact ?? text);
  event.preventDefault();
}

/** @param {Explanation} explanation @param {Table | null} parts */
const digitsFor = (explanation, parts) =>
  decimals([explanation.value, ...(parts?.rows.map((row) => row.product) ?? [])]);

/**
 * Tensors have the names that the layer at work has for them.
 * @param {Explanation} explanation
 * @param {Trace} trace
 * @returns {import('../lib/expr.js').Naming}
 */
const namingOf =
  ({ step }, trace) =>
  (address) =>
    step === null ? text(address, trace) : seenFrom(address, trace.steps[step].node, trace);

/** @param {string} at */
const indices = (at) => (at ? at.split(',').map(Number) : []);
