// @ts-check
/**
 * The reader's turn: one cell of the hidden tensor is asked for; a wrong guess is told which slip
 * leads to it.
 */
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { near } from '../lib/format.js';
import { namingAt, toldOf, toldWords, tolerance, veiled, wantedDecimals } from '../lib/guess.js';
import { largest } from '../lib/largest.js';
import { cell as cellName, nodeName, seenFrom, text } from '../lib/names.js';
import { readTyped } from '../lib/number.js';
import { phaseAt } from '../lib/steps.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/** Below the hidden tensor, in pixels, where it had to be scrolled into view. */
const ROOM = 24;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, api, t, act }) {
  root.classList.add('guessing');
  const app = root.closest('.app');
  const input = el('input', {
    class: 'entry',
    attrs: {
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-describedby': 'guess-told',
    },
  });
  /** @type {Cell | null} */
  let cell = null;
  let right = '';

  /**
   * Of the hidden tensor the cell that was chosen, or the one that the step points out.
   * @param {string} address
   * @returns {Cell}
   */
  const askedFor = (address) => {
    const {
      stage: { trace },
      focus: { selection },
    } = store.get();
    if (selection?.address === address) return { address, at: selection.at };
    return cell?.address === address
      ? cell
      : { address, at: trace ? largest(trace.tensors[address]) : [] };
  };

  const draw = () => {
    const {
      stage: { trace, cursor },
      teaching: { guess },
    } = store.get();
    const address = veiled(store.get());
    const before = cell && cellName(cell.address, cell.at);
    const focused = document.activeElement === input;
    clear(root);
    root.hidden = !trace || !guess || (!address && !right);
    app?.classList.toggle('guesses', Boolean(guess));
    app?.classList.toggle('asking', !root.hidden);
    root.dataset.phase = phaseAt(trace, cursor);
    if (!trace || !guess || root.hidden) return;
    root.append(
      el(
        'header',
        null,
        el('span', { class: 'badge' }, t('guess.turn')),
        address && el('span', null, nodeName(trace.steps[cursor].node, trace, t)),
      ),
    );
    if (!address)
      return root.append(
        el(
          'p',
          { class: 'right', attrs: { role: 'status' } },
          icon('check'),
          el('span', null, el('b', null, t('guess.right')), ` ${right}`),
        ),
      );
    right = '';
    cell = askedFor(address);
    const name = cellName(cell.address, cell.at, trace);
    if (name !== before) input.value = '';
    input.setAttribute('aria-label', name);
    input.setAttribute('aria-invalid', String(Boolean(guess.told)));
    root.append(
      el('h3', { class: 'step-name' }, `${name} = ?`),
      el(
        'p',
        { class: 'note' },
        t(cell.at.length ? 'guess.how' : 'guess.how.one', { n: wantedDecimals(trace, address) }),
      ),
      el(
        'form',
        { class: 'guess-row', on: { submit: check } },
        input,
        el('button', { class: 'btn solid', attrs: { type: 'submit' } }, t('guess.check')),
      ),
      el(
        'div',
        { class: 'told', attrs: { id: 'guess-told', role: 'status' } },
        guess.told && [
          icon('warn'),
          el(
            'p',
            null,
            el('b', null, t('guess.wrong')),
            ' ',
            toldWords(guess.told, t, store.get().reader.lang),
          ),
        ],
      ),
      el(
        'div',
        { class: 'guess-row' },
        el(
          'button',
          {
            class: 'btn outlined',
            attrs: { type: 'button', 'aria-pressed': String(guess.hint) },
            on: { click: hint },
          },
          t('guess.hint'),
        ),
        el(
          'button',
          { class: 'btn outlined', attrs: { type: 'button' }, on: { click: act.unveil } },
          t('guess.show'),
        ),
      ),
      guess.hint
        ? el('p', { class: 'note' }, t('guess.marked', { names: reads(trace, cursor) }))
        : '',
    );
    if (focused) input.focus({ preventScroll: true });
  };

  /** @param {import('../lib/guess.js').Told} told */
  const tell = (told) => {
    const { guess } = store.get().teaching;
    if (guess) store.set({ teaching: { guess: { ...guess, told } } });
    input.select();
  };

  function hint() {
    const { guess } = store.get().teaching;
    if (!guess || !cell) return;
    if (!guess.hint) act.select(cell.address, cell.at); // its explanation is what marks the cells
    store.set({ teaching: { guess: { ...guess, hint: !guess.hint } } });
  }

  /** @param {SubmitEvent} event */
  async function check(event) {
    event.preventDefault();
    const { trace } = store.get().stage;
    const asked = cell;
    const { value, wrong } = readTyped(input.value);
    if (!trace?.checkpoint || !asked) return;
    if (value === undefined)
      return tell([{ name: wrong === 'words' ? 'typed' : wrong, slots: {} }]);
    const explanation = await api
      .explain(trace.checkpoint, asked.address, asked.at)
      .catch(() => null);
    if (veiled(store.get()) !== asked.address || store.get().stage.trace !== trace) return;
    if (!explanation) return tell([{ name: 'offline', slots: {} }]);
    const decimals = wantedDecimals(trace, asked.address);
    const within = tolerance(explanation.value, decimals);
    if (Math.abs(explanation.value - value) <= within || Object.is(explanation.value, value)) {
      act.select(asked.address, asked.at);
      const name = cellName(asked.address, asked.at, trace);
      right = `${name} = ${near(explanation.value, decimals + 1)}`;
      act.unveil();
      return /** @type {HTMLElement | null} */ (document.querySelector('.stage'))?.focus({
        preventScroll: true,
      });
    }
    const about = { name: text(asked.address, trace), guess: input.value.trim() };
    const slips = await api
      .slips(trace.checkpoint, asked.address, asked.at, { guess: value, within: within / 2 })
      .catch(() => null);
    if (veiled(store.get()) !== asked.address || store.get().stage.trace !== trace) return;
    tell(
      slips
        ? toldOf(slips, about, namingAt(trace, asked.address))
        : [{ name: 'offline', slots: {} }],
    );
  }

  new ResizeObserver(() => {
    if (veiled(store.get())) makeRoom(root);
  }).observe(root);
  store.on(
    (state) => state.stage.cursor,
    () => {
      right = '';
      draw();
    },
  );
  store.on(
    (state) => state.stage.trace,
    () => {
      right = '';
      draw();
    },
  );
  store.onAny(
    ({ teaching, focus, reader }) => [teaching.guess, focus.selection, reader.lang],
    draw,
  );
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

/**
 * Where the panel lies over the stage, it leaves the block at work and the hidden tensor in view.
 * @param {HTMLElement} panel
 */
function makeRoom(panel) {
  const asked = document.querySelector('.stage .tensor.asked')?.getBoundingClientRect();
  const block = document.querySelector('.stage .frame.now')?.getBoundingClientRect();
  const column = panel.parentElement;
  const scroller = document.querySelector('.stage .scroller');
  if (!block || !column || !scroller) return;
  column.dataset.side = block.left + block.width / 2 > innerWidth / 2 ? 'left' : 'right';
  const { bottom, left, width } = scroller.getBoundingClientRect();
  const below = asked ? asked.bottom + ROOM - bottom : 0;
  const wide = scroller.scrollWidth > scroller.clientWidth;
  if (below > 0 || wide)
    scroller.scrollBy({
      top: Math.max(0, below),
      left: wide ? block.left + block.width / 2 - left - width / 2 : 0,
    });
}

/**
 * What the step reads, by the names that its block has for them.
 * @param {import('../types.js').Trace} trace
 * @param {number} cursor
 */
const reads = (trace, cursor) =>
  [...new Set(Object.values(trace.steps[cursor].reads))]
    .map((address) => seenFrom(address, trace.steps[cursor].node, trace))
    .join(', ');
