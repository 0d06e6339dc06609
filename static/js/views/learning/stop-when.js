// @ts-check
/** A small form: after how many iterations, and at the first one of which conditions, it stops. */
import { clear, el } from '../../platform/dom.js';
import { gradientOf } from '../../lib/address.js';
import { nodeName, text } from '../../lib/names.js';
import { readNumber, writeNumber } from '../../lib/number.js';
import { hiddenOf, parametersOf, VALUED } from '../../lib/until.js';

/** @typedef {import('./desk.js').Stop} Stop */

/** Iterations a second; 0 for as many as possible. */
const PACES = [0, 8, 2];

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 * @param {import('./desk.js').Desk} desk
 */
export function mount(root, { store, t }, desk) {
  const { wish } = desk;
  let told = () => {};

  /**
   * @param {string} key @param {string} name @param {string} value
   * @param {(value: number | null) => boolean} take
   */
  const field = (key, name, value, take) => {
    const input = el('input', {
      dataset: { train: key },
      attrs: {
        type: 'text',
        inputmode: 'decimal',
        value,
        autocomplete: 'off',
        maxlength: 20,
        'aria-label': name,
      },
      on: {
        change: () => read(),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== 'Enter' || !read()) return; // not every browser has told of the change
          event.preventDefault(); // the key that gets the focus is not pressed by it
          close();
          desk.go();
        },
      },
    });
    const read = () => {
      const right = take(input.value.trim() ? readNumber(input.value) : null);
      input.setAttribute('aria-invalid', String(!right));
      if (right) desk.changed();
      return right;
    };
    return input;
  };

  /**
   * @param {{key: string, name: string, now: string}} what
   * @param {[string, string][]} offers   values and their words
   * @param {(value: string) => void} take
   */
  const choice = ({ key, name, now }, offers, take) => {
    const select = el(
      'select',
      {
        dataset: { train: key },
        attrs: { 'aria-label': name },
        on: {
          change: () => {
            take(offers[select.selectedIndex][0]);
            desk.changed();
          },
        },
      },
      offers.map(([, words]) => el('option', null, words)),
    );
    select.selectedIndex = Math.max(
      0,
      offers.findIndex(([value]) => value === now),
    );
    return select;
  };

  /** @param {Stop} stop */
  const rowOf = (stop) => {
    const { trace } = store.get().stage;
    const { condition } = stop;
    const share = condition === 'accuracy_above';
    const box = el('input', {
      dataset: { stop: condition },
      attrs: { type: 'checkbox', id: `stop-${condition}` },
      on: {
        change: () => {
          stop.on = box.checked;
          row.classList.toggle('on', stop.on);
          desk.changed();
        },
      },
    });
    box.checked = stop.on;
    const number =
      VALUED.includes(condition) &&
      field(
        `bound-${condition}`,
        t(`learn.when.${condition}`),
        stop.value === null || stop.value === undefined
          ? ''
          : writeNumber(share ? 100 * stop.value : stop.value),
        (value) => {
          if (value === null || (share && (value < 0 || value > 100))) return false;
          stop.value = share ? value / 100 : value;
          stop.on = true;
          box.checked = true;
          row.classList.add('on');
          return true;
        },
      );
    const dead = condition === 'dead';
    const of =
      (condition.startsWith('norm') || dead) &&
      choice(
        {
          key: `of-${condition}`,
          name: t(dead ? 'learn.layer' : 'learn.gradient'),
          now: stop.of ?? '',
        },
        [['', t(dead ? 'learn.any.layer' : 'learn.any.gradient')], ...offersOf(dead, trace, t)],
        (value) => {
          stop.of = value || undefined;
        },
      );
    const row = el(
      'div',
      { class: stop.on ? 'stop-row on' : 'stop-row' },
      box,
      el('label', { attrs: { for: `stop-${condition}` } }, t(`learn.when.${condition}`)),
      of,
      condition.startsWith('norm') && el('span', null, t(`learn.bound.${condition}`)),
      number,
      share && el('span', null, '%'),
    );
    return row;
  };

  /** What it offers; while that stays the same, what is being typed stays. */
  let offered = '';
  const draw = () => {
    const { stage, reader } = store.get();
    const { trace } = stage;
    const now = JSON.stringify([
      root.hidden,
      reader.lang,
      desk.offered(),
      parametersOf(trace),
      hiddenOf(trace),
    ]);
    if (now === offered) return;
    offered = now;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.train;
    clear(root);
    if (root.hidden) return;
    root.setAttribute('aria-label', t('train.when'));
    root.append(
      el('h3', null, t('learn.when.after')),
      el(
        'label',
        { class: 'stop-row on' },
        field('iterations', t('train.iterations'), String(wish.iterations), (value) => {
          const right = value !== null && Number.isInteger(value) && value >= 1;
          if (right) wish.iterations = value;
          return right;
        }),
        el('span', null, t('learn.iterations')),
        choice(
          { key: 'pace', name: t('train.pace'), now: String(wish.pace) },
          PACES.map((each) => [
            String(each),
            each ? t('train.pace.some', { n: each }) : t('train.pace.full'),
          ]),
          (value) => {
            wish.pace = Number(value);
          },
        ),
      ),
      el('h3', null, t('learn.when.first')),
      ...wish.stops.filter(({ condition }) => desk.offered().includes(condition)).map(rowOf),
      el('p', null, t('learn.when.opens')),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-train="${focused}"]`))?.focus();
  };

  const close = () => {
    if (root.hidden) return false;
    const inside = root.contains(document.activeElement);
    root.hidden = true;
    draw();
    told();
    if (inside)
      /** @type {HTMLElement | null} */ (document.querySelector('[data-train="when"]'))?.focus();
    return true;
  };
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  document.addEventListener('pointerdown', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!root.contains(target) && !target.closest('[data-train="when"]')) close();
  });
  store.onAny(
    ({ reader, stage, runs }) => [reader.lang, stage.trace, runs.samples?.train.labels],
    draw,
  );

  return {
    close,
    toggle: () => {
      if (close()) return;
      root.hidden = false;
      draw();
      told();
      root.querySelector('input')?.focus();
    },
    /** @param {() => void} listener */
    listen: (listener) => {
      told = listener;
    },
  };
}

/**
 * The layers that may have a dead unit, or the gradients.
 * @param {boolean} dead
 * @param {import('../../types.js').Trace | null} trace
 * @param {import('../../types.js').Translate} t
 * @returns {[string, string][]}
 */
const offersOf = (dead, trace, t) =>
  dead
    ? hiddenOf(trace).map((id) => [id, trace ? nodeName(id, trace, t) : id])
    : parametersOf(trace).map((name) => [name, text(gradientOf(name), trace)]);
