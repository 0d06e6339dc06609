// @ts-check
/**
 * What a check is and what it found; and one gradient of it: what the backward rules give, and what
 * nudging each number gives, side by side.
 */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { compact, exact, near, scientific } from '../lib/format.js';
import { cell, text } from '../lib/names.js';
import { counted, rowsOf, verdictOf } from '../lib/verdicts.js';
import { isKnown } from '../lib/steps.js';
import { glyph } from './check-glyph.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../lib/verdicts.js').Row} Row */

/** As many rows as are looked through. */
const ROWS = 40;

/**
 * @param {HTMLElement} root
 * @param {Context & {checker: ReturnType<typeof import('../acts/checker.js').createChecker>}}
 *   context
 */
export function mount(root, { store, t, act, checker }) {
  root.classList.add('checking');
  const draw = () => {
    const {
      gradients: { check, checked },
      stage: { trace, cursor },
      focus: { selection },
    } = store.get();
    const tensor = trace?.tensors[checked?.address ?? ''];
    const focused = root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : null;
    clear(root);
    root.hidden = !trace || !check;
    if (!trace || !check) return;
    if (!checked || !tensor) {
      const addresses = Object.keys(check.tensors);
      root.append(
        el('header', null, el('h3', null, t('check.title'))),
        el('p', { class: 'note' }, t('check.what')),
        el(
          'ul',
          { class: 'verdicts' },
          counted(Object.values(check.tensors)).map(({ verdict, n, error }) =>
            el(
              'li',
              null,
              el('span', { class: 'mark', dataset: { verdict } }, glyph(verdict)),
              el('span', null, t(`check.all.${verdict}`, { n, error: size(error) })),
            ),
          ),
        ),
        addresses.every((address) => isKnown(trace, address, cursor))
          ? ''
          : el('p', { class: 'note' }, t('check.later')),
      );
      return;
    }
    const { address, report } = checked;
    const rows = rowsOf(report, tensor.shape, trace.loss);
    const verdict = verdictOf(report);
    root.append(
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
            on: { click: checker.close },
          },
          icon('close'),
        ),
      ),
      el(
        'p',
        { class: 'verdict', dataset: { verdict } },
        t(`check.say.${verdict}`, { error: size(report.max_relative_error ?? 0) }),
      ),
      report.checked > 0 && report.checked + report.untold < report.cells
        ? el(
            'p',
            { class: 'note' },
            t('check.sample', { checked: report.checked, cells: report.cells }),
          )
        : '',
      report.checked > 0 && report.untold > 0
        ? el('p', { class: 'note' }, t('check.some', { n: report.untold, cells: report.cells }))
        : '',
      el('p', { class: 'note' }, t('check.how')),
      el(
        'table',
        { class: 'sides' },
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            ['cell', 'analytic', 'numeric', 'error'].map((name) =>
              el('th', { attrs: { scope: 'col' } }, t(`check.${name}`)),
            ),
          ),
        ),
        el(
          'tbody',
          null,
          rows.slice(0, ROWS).map((row) => line(row, address)),
        ),
      ),
      rows.length > ROWS
        ? el('p', { class: 'note' }, t('check.more', { n: rows.length - ROWS }))
        : '',
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-key="${focused}"]`))?.focus();

    /** @param {Row} row @param {string} of */
    function line({ at, analytic, numeric, error, verdict: own }, of) {
      const here = selection?.address === of && String(selection.at) === String(at);
      return el(
        'tr',
        { class: here ? 'now' : '', dataset: { verdict: own } },
        el(
          'th',
          { attrs: { scope: 'row' } },
          el(
            'button',
            {
              class: 'more',
              dataset: { key: `at${at.join('-')}` },
              attrs: { type: 'button' },
              on: { click: () => act.select(of, at) },
            },
            cell(of, at, trace),
          ),
        ),
        el('td', { attrs: { title: exact(analytic) } }, near(analytic, 5)),
        el(
          'td',
          { attrs: { title: exact(numeric) } },
          own === 'unchecked' || own === 'untold' ? '—' : near(numeric, 5),
        ),
        el('td', null, own === 'right' || own === 'wrong' ? size(error) : t(`check.${own}`)),
      );
    }
  };
  store.onAny(
    ({ gradients, focus, reader, stage }) => [
      gradients.check,
      gradients.checked,
      focus.selection,
      reader.lang,
      stage.trace,
    ],
    draw,
  );
  // what it is is told where the page keeps the panel away, too
  store.on(
    (state) => state.gradients.check,
    (check) => {
      if (check && !root.checkVisibility({ visibilityProperty: true })) act.sheet(true);
    },
  );
  store.on(
    ({ gradients: { check }, stage: { trace, cursor } }) =>
      trace && check
        ? Object.keys(check.tensors).every((address) => isKnown(trace, address, cursor))
        : null,
    draw,
  );
}

/** @param {number} error */
export const size = (error) =>
  error !== 0 && error < 1e-2 ? scientific(error, 0) : compact(error);
