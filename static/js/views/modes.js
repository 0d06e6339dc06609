// @ts-check
/**
 * On the stage's bar: whether every new number is to be guessed first, and the way back to a
 * lesson.
 */
import { el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context & {teacher: import('../acts/teaching.js').Teaching}} context
 */
export function mount(root, { store, t, act, teacher }) {
  const word = el('span');
  const toggle = el(
    'button',
    { class: 'btn mode', attrs: { type: 'button' }, on: { click: () => act.guessing() } },
    icon('guess'),
    word,
  );
  const words = el('span', { class: 'words' });
  const scene = el('span');
  const back = el(
    'button',
    { class: 'btn outlined resume', attrs: { type: 'button' }, on: { click: teacher.resume } },
    icon('lesson'),
    words,
    scene,
  );
  root.querySelector('.tools')?.after(toggle, back);
  const offer = () => {
    const { left } = store.get().teaching;
    back.hidden = !left;
    words.textContent = t('lesson.resume');
    scene.textContent = left ? `${left.index + 1}/${left.count}` : '';
    back.setAttribute('aria-label', `${words.textContent}: ${scene.textContent}`);
  };
  store.on((state) => state.teaching.left, offer);
  store.on(
    (state) => Boolean(state.teaching.guess),
    (on) => toggle.setAttribute('aria-pressed', String(on)),
  );
  store.on(
    (state) => state.reader.lang,
    () => {
      word.textContent = t('guess.mode');
      toggle.setAttribute('aria-label', t('guess.mode'));
      toggle.title = `${t('guess.mode.title')} (G)`;
      offer();
    },
  );
}
