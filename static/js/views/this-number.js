// @ts-check
/** Where one number comes from: a row for each term, its factors, their product, and the total. */
import { drawSoon } from '../platform/draw-soon.js';
import { hide } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { iconSketch } from '../draw/icons.js';
import { result } from '../draw/number.js';
import { tree } from '../draw/tree.js';
import { operands } from './operands.js';
import { decided } from '../lib/expr.js';
import { decimals } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { cellNow } from '../lib/live.js';
import { isPinned } from '../lib/pins.js';
import { cell, kindOf, seenFrom, text } from '../lib/names.js';
import { table } from '../lib/terms.js';
import { shade } from '../lib/shade.js';
import { el } from '../lib/sketch.js';
import { copyButton, copyExact, copyOnClick, rounded } from './number/copying.js';
import { termTable } from './number/term-table.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/terms.js').Table} Table */
/** @typedef {import('../platform/state.js').State} State */
/** @typedef {import('../draw/number.js').Ink & {t: import('../types.js').Translate}} Ink */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  root.classList.add('number-panel');
  let open = false;

  const draw = () => {
    const state = store.get();
    const { selection } = state.focus;
    const { trace } = state.stage;
    hide(root, !trace || !selection || selection.address === veiled(state));
    if (root.hidden || !trace || !selection) return redraw(root);
    redraw(root, headOf(state, trace, t), bodyOf(state, trace, { t, open }));
  };

  root.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    copyOnClick(target);
    if (target.closest('.pin-key')) act.pin();
    const terms = target.closest('[data-terms]');
    if (terms instanceof HTMLElement) {
      open = terms.dataset.terms === 'all';
      draw();
    }
    const cell = target.closest('[data-at]');
    if (cell instanceof HTMLElement)
      act.select(cell.dataset.address ?? '', indices(cell.dataset.at ?? ''));
  });
  root.addEventListener('copy', copyExact);
  const soon = drawSoon(draw);
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
  store.on((state) => state.focus.pins, soon);
  store.on((state) => state.reader.lang, soon);
}

/** @param {State} state @param {Trace} trace @param {Context['t']} t */
function headOf({ focus: { selection, pins } }, trace, t) {
  const { address, at } = /** @type {import('../types.js').Cell} */ (selection);
  return el(
    'header',
    null,
    el('h3', null, t('number.title')),
    el('span', null, cell(address, at, trace), pinButton(isPinned(pins, selection), t)),
  );
}

/**
 * What explains the number; while the network trains, the number itself.
 * @param {State} state
 * @param {Trace} trace
 * @param {{t: Context['t'], open: boolean}} how   `open`: all rows of it are shown
 */
function bodyOf({ runs, focus: { explanation, selection } }, trace, { t, open }) {
  const { address, at } = /** @type {import('../types.js').Cell} */ (selection);
  const kind = kindOf(address, trace);
  const title = cell(address, at, trace);
  const now = cellNow(runs, trace, { address, at });
  if (now !== undefined) return learning(now, kind, t);
  if (!explanation) return null;
  const name = namingOf(explanation, trace);
  const expr = decided(explanation.expr);
  const parts =
    explanation.step === null ? null : table(expr, name, trace.steps[explanation.step].letters);
  const ink = { trace, t, name, digits: digitsFor(explanation, parts), shade: shade(trace) };
  return [
    explanation.step === null && el('p', { class: 'note' }, t('number.given')),
    parts
      ? termTable(parts, explanation.value, { ...ink, kind, title, open })
      : single({ ...explanation, expr }, ink, kind, title),
  ];
}

/**
 * While the network trains, the number itself.
 * @param {number} value @param {string} kind @param {Context['t']} t
 */
const learning = (value, kind, t) =>
  el(
    'div',
    { class: `single moving ${kind}` },
    el('p', { class: 'total' }, result(value, 6)),
    el('p', { class: 'note' }, t('number.learning')),
  );

/** @param {boolean} pinned @param {Context['t']} t */
const pinButton = (pinned, t) =>
  el(
    'button',
    {
      class: 'copy pin-key',
      attrs: {
        type: 'button',
        'aria-pressed': String(pinned),
        'aria-label': t('pins.pin'),
        title: `${t('pins.pin')} (P)`,
      },
    },
    iconSketch('pin'),
  );

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
    explanation.code && operands(explanation.code, ink),
    explanation.step === null || explanation.code ? null : tree(explanation.expr, ink),
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
