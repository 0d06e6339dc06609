// @ts-check
/** A small form: after how many iterations, and at the first one of which conditions, it stops. */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { hiddenOf, parametersOf } from '../../lib/until.js';
import { createFields } from './stop-fields.js';
import { stopRow } from './stop-row.js';

/** @typedef {import('./view.js').Context} Context */
/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {ReturnType<typeof mount>} Opener */

/** Iterations a second; 0 for as many as possible. */
const PACES = [0, 8, 2];

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {Desk} desk
 */
export function mount(root, { store, t }, desk) {
  let told = () => {};

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
  const fields = createFields(desk, close);

  const fill = () => {
    const { trace } = store.get().stage;
    const offered = desk.offered();
    clear(root);
    if (root.hidden) return;
    root.setAttribute('aria-label', t('train.when'));
    root.append(
      el('h3', null, t('learn.when.after')),
      lengthRow(desk.wish, t, fields),
      el('h3', null, t('learn.when.first')),
      ...desk.wish.stops
        .filter(({ condition }) => offered.includes(condition))
        .map((stop) => stopRow(stop, { trace, t, fields }, desk.changed)),
      el('p', null, t('learn.when.opens')),
    );
  };

  /** What it offers; while that stays the same, what is being typed stays. */
  let drawn = '';
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
    if (now === drawn) return;
    drawn = now;
    keepingFocus(root, fill, 'train');
  };

  closeWhenLeft(root, close);
  store.onAny(
    ({ reader, stage, runs }) => [reader.lang, stage.trace, runs.samples?.train.labels],
    draw,
  );

  return {
    close,
    isOpen: () => !root.hidden,
    toggle: () => {
      if (close()) return;
      root.hidden = false;
      draw();
      told();
      root.querySelector('input')?.focus();
    },
    /** @param {() => void} listener   to its opening and closing */
    listen: (listener) => {
      told = listener;
    },
  };
}

/**
 * Escape closes it, and so does a press beside it.
 * @param {HTMLElement} root
 * @param {() => void} close
 */
function closeWhenLeft(root, close) {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  document.addEventListener('pointerdown', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!root.contains(target) && !target.closest('[data-train="when"]')) close();
  });
}

/**
 * How many iterations, and how fast.
 * @param {Desk['wish']} wish   is changed by the row
 * @param {import('../../types.js').Translate} t
 * @param {import('./stop-fields.js').Fields} fields
 */
const lengthRow = (wish, t, fields) =>
  el(
    'label',
    { class: 'stop-row on' },
    fields.number('iterations', t('train.iterations'), String(wish.iterations), (value) => {
      const right = value !== null && Number.isInteger(value) && value >= 1;
      if (right) wish.iterations = value;
      return right;
    }),
    el('span', null, t('learn.iterations')),
    fields.choice(
      { key: 'pace', name: t('train.pace'), now: String(wish.pace) },
      PACES.map((each) => [
        String(each),
        each ? t('train.pace.some', { n: each }) : t('train.pace.full'),
      ]),
      (value) => {
        wish.pace = Number(value);
      },
    ),
  );
