// @ts-check
/** The batch: which samples it holds, the one to follow, its size and order. */
import { clear, el } from '../platform/dom.js';
import { elide } from '../lib/elide.js';
import { readNumber } from '../lib/number.js';

/** @typedef {import('../types.js').Context} Context */

/** As many samples have a button each. */
const BUTTONS = 8;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  root.classList.add('batch');
  let refused = '';

  /** @param {object} batch */
  const change = async (batch) => {
    refused = '';
    await act.edit(
      { description: { batch } },
      {
        refused: ({ errors, detail }) => {
          refused = errors[0]?.detail ?? detail;
        },
      },
    );
    draw();
  };

  const draw = () => {
    const {
      stage: { trace, checkpoint },
      focus: { sample },
      reader: { manner },
    } = store.get();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.batch;
    clear(root);
    root.hidden = !trace || !checkpoint;
    if (!trace || !checkpoint) return;
    const { indices } = trace.batch;
    root.append(
      el(
        'header',
        null,
        el('h3', null, t('batch.title')),
        el('span', null, t('batch.holds', { list: elide(indices.map(String), 5, 1).join(', ') })),
      ),
      line('batch.sample', chooser(indices.length, sample)),
      ...(manner.lock ? [] : settings(checkpoint.description?.batch)),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-batch="${focused}"]`))?.focus();
  };

  /** @param {{size: number | null, shuffle: boolean} | undefined} batch */
  const settings = (batch) => [
    line('batch.size', sizeOf(batch?.size ?? null)),
    el(
      'p',
      { class: 'entry-note', attrs: { role: 'alert', id: 'batch-note', hidden: !refused } },
      refused,
    ),
    line('batch.order', order(Boolean(batch?.shuffle))),
  ];

  /** @param {string} word @param {Node} control */
  const line = (word, control) =>
    el('div', { class: 'batch-row' }, el('span', null, t(word)), control);

  /** @param {number} count @param {number | null} sample */
  const chooser = (count, sample) => {
    const button = (/** @type {number | null} */ n) =>
      el(
        'button',
        {
          dataset: { batch: n ?? 'none' },
          attrs: {
            type: 'button',
            'aria-pressed': String(n === sample),
            'aria-label': n === null ? null : t('batch.follow', { n }),
          },
          on: { click: () => act.follow(n) },
        },
        n ?? t('batch.none'),
      );
    const group = el(
      'div',
      { class: 'seg', attrs: { role: 'group', 'aria-label': t('batch.sample') } },
      button(null),
    );
    if (count <= BUTTONS) group.append(...Array.from({ length: count }, (_, n) => button(n)));
    else group.append(which(count, sample));
    return group;
  };

  /** @param {number} count @param {number | null} sample */
  const which = (count, sample) => {
    const input = el('input', {
      class: 'entry',
      dataset: { batch: 'which' },
      attrs: {
        type: 'number',
        min: 0,
        max: count - 1,
        step: 1,
        placeholder: `0–${count - 1}`,
        'aria-label': t('batch.sample'),
      },
    });
    input.value = sample === null ? '' : String(sample);
    input.addEventListener('change', () =>
      act.follow(
        input.value === ''
          ? null
          : Math.max(0, Math.min(count - 1, Math.trunc(Number(input.value)))),
      ),
    );
    return input;
  };

  /** @param {number | null} size */
  const sizeOf = (size) => {
    const input = el('input', {
      class: 'entry',
      dataset: { batch: 'size' },
      attrs: {
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'off',
        placeholder: t('batch.everything'),
        'aria-label': t('batch.size'),
        'aria-invalid': String(Boolean(refused)),
        'aria-describedby': 'batch-note',
      },
    });
    input.value = size === null ? '' : String(size);
    input.addEventListener('change', () => {
      const value = input.value.trim() === '' ? null : readNumber(input.value);
      if (input.value.trim() !== '' && (value === null || !Number.isInteger(value) || value < 1)) {
        refused = t('batch.wrong');
        const note = root.querySelector('.entry-note');
        if (note instanceof HTMLElement) {
          note.textContent = refused;
          note.hidden = false;
        }
        return input.setAttribute('aria-invalid', 'true');
      }
      change({ size: value });
    });
    return input;
  };

  /** @param {boolean} shuffle */
  const order = (shuffle) =>
    el(
      'div',
      { class: 'seg', attrs: { role: 'group', 'aria-label': t('batch.order') } },
      [false, true].map((mixed) =>
        el(
          'button',
          {
            dataset: { batch: mixed ? 'mixed' : 'given' },
            attrs: { type: 'button', 'aria-pressed': String(mixed === shuffle) },
            on: { click: () => change({ shuffle: mixed }) },
          },
          t(mixed ? 'batch.mixed' : 'batch.given'),
        ),
      ),
    );

  store.onAny(({ stage, focus, reader }) => [stage.trace, focus.sample, reader.lang], draw);
  store.on(
    (state) => state.stage.trace,
    (trace, { focus: { sample } }) => {
      if (trace && sample !== null && sample >= trace.batch.indices.length) act.follow(null);
    },
  );
}
