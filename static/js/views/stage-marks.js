// @ts-check
/**
 * What lies over the stage for a while: the marks of the gradient check, and that it shows the
 * network of before while a change cannot be computed.
 */
import { el } from '../platform/dom.js';
import { text } from '../lib/names.js';
import { slipsOn } from '../lib/own-code.js';
import { toldOf } from '../lib/slip-words.js';
import { verdictOf } from '../lib/verdicts.js';
import { size } from './checking/all.js';
import { raiseWide, slipMark } from './checking/slip-mark.js';
import { glyph } from './check-glyph.js';
import { before } from './refusal.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../lib/verdicts.js').Checked} Checked */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/own-code.js').OwnSlip} Slip */

/**
 * @param {HTMLElement} root
 * @param {Context & {checker: ReturnType<typeof import('../acts/checker.js').createChecker>, build:
 *   ReturnType<typeof import('../acts/builder.js').createBuilder>}} context
 */
export function mount(root, { store, t, checker, act, build }) {
  const scroller = root.querySelector('.scroller');
  const draw = () => {
    const state = store.get();
    const {
      gradients: { check },
      network: { draft, building },
      stage,
    } = state;
    const { trace } = stage;
    root.classList.toggle('building', building);
    root.classList.toggle('outdated', Boolean(draft));
    scroller?.toggleAttribute('inert', Boolean(draft)); // its places are not those of the draft
    for (const old of root.querySelectorAll('.mark, .slip, .before')) old.remove();
    if (!trace) return;
    const note = before(state, { t, build });
    if (note) root.append(note);
    const slips = slipsOn(trace, stage.checkpoint, state.server.own);
    for (const [address, checked] of Object.entries(check?.tensors ?? {})) {
      // in the line of its name, where no number is covered
      root
        .querySelector(`figure[data-tensor="${address}"] > figcaption > span`)
        ?.append(
          mark(address, checked, trace, slips[address]),
          slipMark(checked, slips[address], t),
        );
    }
    raiseWide(root);
  };

  /**
   * @param {string} address @param {Checked} checked @param {Trace} trace @param {Slip} [found]
   */
  const mark = (address, checked, trace, found) => {
    const verdict = verdictOf(checked);
    const error = size(checked.max_relative_error ?? 0);
    const told =
      verdict === 'wrong' && found ? ` ${toldOf(found, store.get().reader.lang, t)}` : '';
    return el(
      'button',
      {
        class: 'mark',
        dataset: { mark: address, verdict },
        attrs: {
          type: 'button',
          title: t(`check.say.${verdict}`, { error }) + told,
          'aria-label': `${text(address, trace)}: ${t(`check.say.${verdict}`, { error })}${told}`,
        },
        on: { click: () => open(address, checked) },
      },
      glyph(verdict),
    );
  };

  /** @param {string} address @param {Checked} checked */
  const open = (address, { worst_at: worst }) => {
    if (worst) act.select(address, worst);
    checker.open(address);
    act.sheet(true);
  };

  store.onAny(
    ({ gradients, network, reader, server }) => [
      gradients.check,
      network.draft,
      network.building,
      reader.lang,
      server.catalog,
      server.own,
    ],
    draw,
  );
  // the board is drawn anew for another language or another size
  if (scroller) new MutationObserver(draw).observe(scroller, { childList: true });
}
