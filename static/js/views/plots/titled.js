// @ts-check
/** A plot's title, what is read of it, and the place of its picture. */
import { el } from '../../platform/dom.js';

/** @param {HTMLElement} root */
export function titled(root) {
  const title = el('h3');
  const read = el('span', { class: 'read' });
  const area = el('div', { class: 'plot-area', attrs: { role: 'img' } });
  root.append(el('header', null, title, read), area);
  return { title, read, area };
}
