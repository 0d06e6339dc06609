// @ts-check
/** The controls of a batch: which sample to follow, how many it holds, in which order. */
import { readNumber } from '../../lib/number.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Translate} Translate */

/** As many samples have a button each. */
const BUTTONS = 8;

/** @param {string} words @param {Node} control */
export const line = (words, control) =>
  el('div', { class: 'batch-row' }, el('span', null, words), control);

/**
 * @param {number} count   of the samples
 * @param {number | null} sample   that is followed
 * @param {Translate} t
 * @param {(sample: number | null) => void} follow
 */
export function chooser(count, sample, t, follow) {
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
        on: { click: () => follow(n) },
      },
      n ?? t('batch.none'),
    );
  return el(
    'div',
    { class: 'seg', attrs: { role: 'group', 'aria-label': t('batch.sample') } },
    button(null),
    count <= BUTTONS
      ? Array.from({ length: count }, (_, n) => button(n))
      : which({ last: count - 1, sample, label: t('batch.sample') }, follow),
  );
}

/**
 * Of many, by its number.
 * @param {{last: number, sample: number | null, label: string}} what
 * @param {(sample: number | null) => void} follow
 */
function which({ last, sample, label }, follow) {
  const input = el('input', {
    class: 'entry',
    dataset: { batch: 'which' },
    attrs: {
      type: 'number',
      min: 0,
      max: last,
      step: 1,
      placeholder: `0–${last}`,
      'aria-label': label,
    },
  });
  input.defaultValue = sample === null ? '' : String(sample);
  input.addEventListener('change', () =>
    follow(
      input.value === '' ? null : Math.max(0, Math.min(last, Math.trunc(Number(input.value)))),
    ),
  );
  return input;
}

/**
 * @param {number | null} size   null for all samples
 * @param {{t: Translate, refused: boolean}} how
 * @param {(size: number | null | undefined) => void} give   undefined for what is no size
 */
export function sizeField(size, { t, refused }, give) {
  const input = el('input', {
    class: 'entry',
    dataset: { batch: 'size' },
    attrs: {
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      placeholder: t('batch.everything'),
      'aria-label': t('batch.size'),
      'aria-invalid': String(refused),
      'aria-describedby': 'batch-note',
    },
  });
  input.defaultValue = size === null ? '' : String(size);
  input.addEventListener('change', () => {
    const typed = input.value.trim();
    const value = typed === '' ? null : readNumber(typed);
    const wrong = typed !== '' && (value === null || !Number.isInteger(value) || value < 1);
    if (wrong) input.setAttribute('aria-invalid', 'true');
    give(wrong ? undefined : value);
  });
  return input;
}

/** @param {boolean} shuffle @param {Translate} t @param {(shuffle: boolean) => void} give */
export const orderChoice = (shuffle, t, give) =>
  el(
    'div',
    { class: 'seg', attrs: { role: 'group', 'aria-label': t('batch.order') } },
    [false, true].map((mixed) =>
      el(
        'button',
        {
          dataset: { batch: mixed ? 'mixed' : 'given' },
          attrs: { type: 'button', 'aria-pressed': String(mixed === shuffle) },
          on: { click: () => give(mixed) },
        },
        t(mixed ? 'batch.mixed' : 'batch.given'),
      ),
    ),
  );
