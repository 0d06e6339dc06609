// @ts-check
/**
 * The step that was just carried out: its sentence, what it reads and writes, and the chain rule in
 * four lines.
 */
import { nodeOf, nameOf, positionOf } from '../lib/address.js';
import { frozenBehind } from '../lib/frozen.js';
import { firstBroken, phaseAt } from '../lib/steps.js';
import { drawSoon } from '../platform/draw-soon.js';
import { el, hide, write } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { createFormulas } from './step/formulas.js';
import { begun, brokenSentence, spokenOf, wordsOf } from './step/words.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @param {HTMLElement} root
 * @param {Context & {build: ReturnType<typeof import('../acts/builder.js').createBuilder>}} context
 */
export function mount(root, { store, t, act, build, ...rest }) {
  root.classList.add('step-panel');
  const formulas = createFormulas({ store, t, act, ...rest });
  const words = el('div', { class: 'step-words' });
  const explained = el('div', { class: 'step-words' }, formulas.nodes);
  root.append(words, explained);
  const live = /** @type {HTMLElement} */ (document.querySelector('.announcer'));

  /** All of it at once: the column is laid out and painted once for each step. */
  const draw = () => {
    const { stage, reader } = store.get();
    const { trace, cursor } = stage;
    hide(root, !trace);
    if (!trace) return;
    const phase = phaseAt(trace, cursor);
    if (root.dataset.phase !== phase) root.dataset.phase = phase;
    const step = trace.steps[cursor];
    hide(explained, !step);
    if (!step) {
      redraw(words, begun(trace, t));
      // a page that opens says its title already
      if (live.textContent) write(live, `${t('step.none')}. ${t('step.none.say')}`);
      return;
    }
    const how = {
      t,
      lang: reader.lang,
      warning: firstBroken(trace) === cursor ? brokenSentence(step, trace, t) : '',
      frozen: step.phase === 'backward' ? frozenBehind(trace, step.writes) : null,
      locked: reader.manner.lock,
    };
    redraw(words, wordsOf(step, trace, how));
    formulas.draw();
    write(live, spokenOf(step, trace, how));
  };

  root.addEventListener('click', ({ target }) => {
    const thaws = /** @type {Element} */ (target).closest('[data-thaw]');
    const { trace } = store.get().stage;
    if (!trace || !(thaws instanceof HTMLElement)) return;
    const address = thaws.dataset.thaw ?? '';
    build.freeze((positionOf(nodeOf(address)) ?? 1) - 1, frozenBeside(address, trace));
  });
  const soon = drawSoon(draw);
  store.onAny(
    ({ stage, reader, focus, teaching }) => [
      stage.trace,
      stage.cursor,
      reader.lang,
      focus.selection,
      teaching.guess,
    ],
    soon,
  );
}

/**
 * What stays frozen of a block once this is set free.
 * @param {string} address
 * @param {Trace} trace
 */
const frozenBeside = (address, trace) =>
  trace.nodes
    .find(({ id }) => id === nodeOf(address))
    ?.frozen.filter((other) => other !== nameOf(address)) ?? [];
