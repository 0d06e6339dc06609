// @ts-check
/** Above a training: what can be done with it on the left, what it has reached on the right. */
import { el } from '../../platform/dom.js';
import { mount as mountEnd } from './end.js';
import { mount as mountKeys } from './keys.js';
import { mount as mountReached } from './reached.js';
import { mount as mountForm } from './stop-when.js';

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 * @param {import('./desk.js').Desk} desk
 * @returns {ReturnType<typeof mountForm>}   the form that it opens
 */
export function mount(root, context, desk) {
  const keys = el('div', { class: 'train-keys', attrs: { role: 'group' } });
  const stops = el('div', { class: 'train-stops' });
  const state = el('div', { class: 'train-state', attrs: { role: 'status' } });
  const reads = el('dl', { class: 'reads' });
  const line = el('progress', { class: 'train-line', attrs: { max: 1, value: 0 } });
  const form = el('div', { class: 'stop-form', attrs: { role: 'dialog', hidden: true } });
  root.append(keys, stops, state, el('span', { class: 'spacer' }), reads, line, form);
  const opener = mountForm(form, context, desk);
  mountKeys(keys, context, { desk, opener });
  mountEnd({ stops, state }, context, desk);
  mountReached({ reads, line }, context, desk);
  return opener;
}
