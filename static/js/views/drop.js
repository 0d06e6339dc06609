// @ts-check
/**
 * The place where a file is dropped: the whole page. It listens from the start, while what opens
 * the file is fetched when it is first wanted.
 */
import { el } from '../platform/dom.js';

/**
 * @param {{
 *   t: import('../types.js').Context['t'],
 *   near: () => void,
 *   open: (file: File) => void,
 * }} context   `near`: a file is over the page, and may be dropped soon
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
    const [file] = event.dataTransfer?.files ?? []; // the event holds it no longer than this
    if (file) open(file);
  });
}
