// @ts-check
/** How samples are divided and scaled: the test part, standardising, the size of a batch. */
import { heldBack } from '../../lib/data/offer.js';
import { el } from '../../platform/dom.js';

/**
 * @typedef {object} Shown
 * @property {number | null} samples   how many there are, as far as that is known
 * @property {boolean} standardize
 * @property {number | null | undefined} batch   null is all samples; undefined leaves the field
 *   alone
 */

/**
 * @param {import('../../types.js').Translate} t
 * @param {(typing: boolean) => void} changed   typing: in the field of the batch size
 */
export function createPortions(t, changed) {
  let fraction = 0;
  /**
   * As the reader set it; undefined leaves it to the network that is chosen.
   * @type {boolean | undefined}
   */
  let standard;
  /**
   * Samples in a batch, as the reader typed them; undefined leaves it to what is proposed.
   * @type {number | null | undefined}
   */
  let batch;

  const share = el('input', {
    attrs: { type: 'range', min: 0, max: 90, step: 5 },
    on: {
      input: () => {
        fraction = Number(share.value) / 100;
        changed(false);
      },
    },
  });
  const scaled = el('input', {
    attrs: { type: 'checkbox', role: 'switch' },
    on: {
      change: () => {
        standard = scaled.checked;
        changed(false);
      },
    },
  });
  const size = el('input', {
    class: 'size',
    dataset: { key: 'batch' },
    attrs: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
    on: {
      input: () => {
        batch = typed(size.value);
        size.setAttribute('aria-invalid', String(batch === undefined));
        changed(true);
      },
    },
  });
  const kept = el('output');
  const labels = { share: el('span'), scaled: el('span'), size: el('span') };

  return {
    rows: [
      el('label', null, labels.share, share, kept),
      el('label', null, scaled, labels.scaled),
      el('label', null, labels.size, size),
    ],
    fraction: () => fraction,
    standard: () => standard,
    batch: () => batch,
    isRefused: () => size.getAttribute('aria-invalid') === 'true',
    /** What goes into the description. */
    size: () => (size.value ? Number(size.value) : null),
    /** As the network has them. @param {number} test   the part that is held back */
    begin(test) {
      batch = undefined;
      standard = undefined;
      fraction = test;
      share.value = String(Math.round(100 * fraction));
    },
    /** @param {Shown} shown */
    draw(shown) {
      const percent = Math.round(100 * fraction);
      scaled.checked = shown.standardize;
      kept.textContent =
        shown.samples === null
          ? `${percent} %`
          : t('samples.share.count', { share: percent, n: heldBack(shown.samples, fraction) });
      if (shown.batch === undefined) return;
      size.value = shown.batch ? String(shown.batch) : '';
      size.setAttribute('aria-invalid', 'false');
    },
    words() {
      labels.share.textContent = t('samples.share');
      labels.scaled.textContent = t('samples.standardize');
      labels.size.textContent = t('samples.batch');
      size.placeholder = t('samples.batch.all');
    },
  };
}

/** Nothing is all of them; undefined what is no size. @param {string} text */
function typed(text) {
  if (!text.trim()) return null;
  return /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}
