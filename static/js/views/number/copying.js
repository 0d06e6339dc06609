// @ts-check
/** All digits of a number that is shown rounded: said, and copied. */
import { icon, iconSketch } from '../../draw/icons.js';
import { exact, namesAll } from '../../lib/format.js';
import { el } from '../../lib/sketch.js';

/**
 * Says so where the digits shown are not all.
 * @param {number} value
 * @param {number} digits
 * @param {import('../../types.js').Translate} t
 */
export const rounded = (value, digits, t) =>
  Number.isFinite(value) && !namesAll(value, digits) && el('small', null, t('number.rounded'));

/** How long it is said that a number has been copied, in milliseconds. */
const SAID = 1200;

/**
 * Browsers lend the clipboard to safe pages only.
 * @param {number} value
 * @param {import('../../types.js').Translate} t
 */
export const copyButton = (value, t) =>
  navigator.clipboard &&
  el(
    'button',
    {
      class: 'copy',
      dataset: { copies: exact(value) },
      attrs: {
        type: 'button',
        'aria-label': t('number.copy'),
        title: `${t('number.copy')}: ${exact(value)}`,
      },
    },
    iconSketch('copy'),
  );

/** A click on such a button, which may become another number's. @param {Element} target */
export async function copyOnClick(target) {
  const button = target.closest('[data-copies]');
  if (!(button instanceof HTMLElement)) return;
  await navigator.clipboard.writeText(button.dataset.copies ?? '');
  button.replaceChildren(icon('check'));
  setTimeout(() => button.replaceChildren(icon('copy')), SAID);
}

/** Whoever copies one number gets all its digits. @param {ClipboardEvent} event */
export function copyExact(event) {
  const chosen = getSelection();
  const text = chosen?.toString().trim();
  const source = chosen?.anchorNode?.parentElement?.closest('[data-exact]');
  if (!text || !(source instanceof HTMLElement) || source.textContent?.trim() !== text) return;
  event.clipboardData?.setData('text/plain', source.dataset.exact ?? text);
  event.preventDefault();
}
