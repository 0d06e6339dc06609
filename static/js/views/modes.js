// @ts-check
/** On the stage's bar: whether every new number is to be guessed first. */
import { el } from '../dom.js';
import { icon } from '../draw/icons.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t, act }) {
  const word = el('span');
  const toggle = el('button', { class: 'btn mode', attrs: { type: 'button' }, on: { click: () => act.guessing() } }, icon('guess'), word);
  root.append(toggle);
  store.on((state) => Boolean(state.guess), (on) => toggle.setAttribute('aria-pressed', String(on)));
  store.on((state) => state.lang, () => {
    word.textContent = t('guess.mode');
    toggle.setAttribute('aria-label', t('guess.mode'));
    toggle.title = `${t('guess.mode.title')} (G)`;
  });
}
