// @ts-check
/**
 * The place where a file is dropped: the whole page. What opens the file is fetched when it is
 * first wanted; what was dropped before the page was whole, `early.js` has held.
 */
import { el } from '../platform/dom.js';

/**
 * @param {{
 *   t: import('../types.js').Context['t'],
 *   near: () => void,
 *   open: (file: File | null) => void,
 * }} context   `near`: a file is over the page, and may be dropped soon; `open`: it is; null is
 *   something that is no file
 */
export function mount({ t, near, open }) {
  const veil = el('div', { class: 'drop', attrs: { hidden: true } }, el('p'));
  document.body.append(veil);
  const brings = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    if (!veil.hidden) return;
    /** @type {HTMLElement} */ (veil.firstElementChild).textContent = t('share.drop');
    veil.hidden = false;
    near();
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!brings(event)) return;
    event.preventDefault();
    open(event.dataTransfer?.files[0] ?? null); // the event holds it no longer than this
  });
  dispatchEvent(new CustomEvent('backstep.opens', { detail: open }));
}
