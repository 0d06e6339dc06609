// @ts-check
/**
 * What lies over the stage for a while: the marks of the gradient check, and where shapes do not
 * meet.
 */
import { el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { misfit, wireAt } from '../lib/layers.js';
import { text } from '../lib/names.js';
import { verdictOf } from '../lib/verdicts.js';
import { size } from './check.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../lib/verdicts.js').Checked} Checked */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @param {HTMLElement} root
 * @param {Context & {checker: ReturnType<typeof import('../acts/checker.js').createChecker>}}
 *   context
 */
export function mount(root, { store, t, checker, act }) {
  const draw = () => {
    const { check, draft, trace, building } = store.get();
    root.classList.toggle('building', building);
    for (const old of root.querySelectorAll('.mark-line, .misfit')) old.remove();
    if (!trace) return;
    for (const [address, checked] of Object.entries(check?.tensors ?? {})) {
      root
        .querySelector(`figure[data-tensor="${address}"] .slot`)
        ?.after(el('div', { class: 'mark-line' }, mark(address, checked, trace)));
    }
    const clash = draft && misfit(draft.errors, draft.layers.length);
    const wire =
      clash &&
      wireAt(draft.layers, clash.index, trace.nodes.filter(({ role }) => role === 'layer').length);
    const plus = clash && root.querySelector(`.board [data-insert="${wire}"]`);
    if (clash && plus instanceof HTMLElement) {
      const note = el(
        'div',
        {
          class: 'misfit',
          attrs: {
            role: 'img',
            'aria-label': t('build.clash', { given: clash.given, wanted: clash.wanted }),
          },
        },
        `${clash.given} ≠ ${clash.wanted}`,
      );
      note.style.gridColumn = plus.style.gridColumn;
      plus.after(note);
    }
  };

  /** @param {string} address @param {Checked} checked @param {Trace} trace */
  const mark = (address, checked, trace) => {
    const verdict = verdictOf(checked);
    const error = size(checked.max_relative_error ?? 0);
    const words = verdict === 'right' || verdict === 'wrong' ? error : t(`check.${verdict}`);
    return el(
      'button',
      {
        class: 'mark',
        dataset: { mark: address, verdict },
        attrs: {
          type: 'button',
          title: t(`check.say.${verdict}`, { error }),
          'aria-label': `${text(address, trace)}: ${t(`check.say.${verdict}`, { error })}`,
        },
        on: { click: () => open(address, checked) },
      },
      verdict === 'right' ? icon('check') : verdict === 'wrong' ? icon('warn') : '',
      el('span', null, words),
    );
  };

  /** @param {string} address @param {Checked} checked */
  const open = (address, { worst_at: worst }) => {
    if (worst) act.select(address, worst);
    checker.open(address);
    act.sheet(true);
  };

  for (const slice of /** @type {const} */ (['check', 'draft', 'building']))
    store.on((state) => state[slice], draw);
  // the board is drawn anew for another language or another size
  const scroller = root.querySelector('.scroller');
  if (scroller) new MutationObserver(draw).observe(scroller, { childList: true });
}
