// @ts-check
/**
 * The reader's turn: one cell of the hidden tensor is asked for; a wrong guess is told which slip
 * leads to it.
 */
import { clear } from '../platform/dom.js';
import { numberField } from '../draw/number-field.js';
import { veiled } from '../lib/guess.js';
import { largest } from '../lib/largest.js';
import { cell as cellName } from '../lib/names.js';
import { isOwn } from '../lib/own-code.js';
import { phaseAt } from '../lib/steps.js';
import { judged } from './guessing/judging.js';
import { header, nodeAt, praise, question } from './guessing/panel.js';
import { makeRoom } from './guessing/room.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  root.classList.add('guessing');
  const input = numberField('guess-told');
  /** @type {Cell | null} */
  let cell = null;
  let right = '';

  const draw = () => {
    const { stage, teaching, reader, server } = store.get();
    const { trace, cursor } = stage;
    const { guess } = teaching;
    const address = veiled(store.get());
    const focused = document.activeElement === input;
    clear(root);
    root.hidden = !trace || !guess || (!address && !right);
    mark(root, Boolean(guess));
    root.dataset.phase = phaseAt(trace, cursor);
    if (!trace || !guess || root.hidden) return;
    root.append(header(address ? nodeAt(trace, cursor, t) : null, t));
    if (!address) return root.append(praise(right, t));
    right = '';
    const asked = askedFor(address, cell, store.get());
    ask(input, asked, cell, trace);
    cell = asked;
    input.setAttribute('aria-invalid', String(Boolean(guess.told)));
    const words = { t, lang: reader.lang };
    const acts = { check, hint, show: act.unveil };
    const own = isOwn(server.catalog, trace, trace.steps[cursor]);
    root.append(...question({ trace, cursor, cell, guess, own }, input, words, acts));
    if (focused) input.focus({ preventScroll: true });
  };

  const hint = () => {
    const { guess } = store.get().teaching;
    if (!guess || !cell) return;
    if (!guess.hint) act.select(cell.address, cell.at); // its explanation is what marks the cells
    store.set({ teaching: { guess: { ...guess, hint: !guess.hint } } });
  };

  /** @param {SubmitEvent} event */
  const check = async (event) => {
    event.preventDefault();
    const asked = cell;
    const verdict = asked && (await judged(context, asked, input.value));
    const isOther = cell?.address !== asked?.address || String(cell?.at) !== String(asked?.at);
    if (!verdict || isOther) return; // another cell is asked for by now
    if ('told' in verdict) {
      const { guess } = store.get().teaching;
      if (guess) store.set({ teaching: { guess: { ...guess, told: verdict.told } } });
      return input.select();
    }
    act.select(asked.address, asked.at);
    right = verdict.right;
    act.unveil();
    const stage = /** @type {HTMLElement | null} */ (document.querySelector('.stage'));
    stage?.focus({ preventScroll: true });
  };

  const elsewhere = () => {
    right = '';
    draw();
  };
  new ResizeObserver(() => {
    if (veiled(store.get())) makeRoom(root);
  }).observe(root);
  store.on((state) => state.stage.cursor, elsewhere);
  store.on((state) => state.stage.trace, elsewhere);
  store.onAny(
    ({ teaching, focus, reader }) => [teaching.guess, focus.selection, reader.lang],
    draw,
  );
  onCalls(root, input, context);
}

/** The page shows that guesses are wanted, and that one is asked for. */
/** @param {HTMLElement} root @param {boolean} guesses */
function mark(root, guesses) {
  const app = root.closest('.app');
  app?.classList.toggle('guesses', guesses);
  app?.classList.toggle('asking', !root.hidden);
}

/**
 * Of the hidden tensor the cell that was chosen, or the one that the step points out.
 * @param {string} address
 * @param {Cell | null} before   that was asked for
 * @param {import('../types.js').State} state
 * @returns {Cell}
 */
function askedFor(address, before, { stage: { trace }, focus: { selection } }) {
  if (selection?.address === address) return { address, at: selection.at };
  if (before?.address === address) return before;
  return { address, at: trace ? largest(trace.tensors[address]) : [] };
}

/**
 * Another cell is asked for with an empty field.
 * @param {HTMLInputElement} input
 * @param {Cell} cell
 * @param {Cell | null} before
 * @param {import('../types.js').Trace} trace
 */
function ask(input, cell, before, trace) {
  const name = cellName(cell.address, cell.at, trace);
  if (name !== (before && cellName(before.address, before.at, trace))) input.value = '';
  input.setAttribute('aria-label', name);
}

/**
 * Who goes on without a guess is called to it.
 * @param {HTMLElement} root
 * @param {HTMLInputElement} input
 * @param {Context} context
 */
function onCalls(root, input, { store, act }) {
  store.on(
    (state) => state.teaching.guess?.calls,
    (calls) => {
      if (!calls) return;
      if (!input.checkVisibility({ visibilityProperty: true })) act.sheet(true);
      input.focus();
      root.classList.remove('called');
      requestAnimationFrame(() => root.classList.add('called'));
    },
  );
}
