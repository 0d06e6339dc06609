// @ts-check
/**
 * All lessons and their scenes at once: where one was left, what is done, and a way into any scene.
 */
import { clear, el } from '../platform/dom.js';
import { styled } from '../draw/styled.js';
import { card } from './listing/card.js';
import { closeButton, letClose } from './closing.js';

/**
 * @typedef {import('../types.js').Context & {teacher: import('../acts/teaching.js').Teaching}}
 *   Context
 */

/** @param {Context} context */
export async function mount({ store, t, teacher }) {
  await styled('lessons.css');
  const root = el('dialog', { class: 'lessons' });
  document.body.append(root);
  root.addEventListener('close', () => store.set({ teaching: { listing: false } }));
  letClose(root);
  root.addEventListener('keydown', move);

  const header = () =>
    el(
      'header',
      null,
      el('h2', { attrs: { tabindex: -1 } }, t('lesson.menu')),
      el('p', null, t('lesson.list.say')),
      el('span', { class: 'spacer' }),
      el('span', { class: 'key' }, el('b', null, '=?'), ' ', t('lesson.asks')),
      closeButton(root, t('help.close')),
    );

  const draw = () => {
    const state = store.get();
    const cards = Object.values(state.server.catalog.lessons).map((lesson, place) => {
      const enter = (/** @type {number} */ index) => {
        root.close();
        teacher.open(lesson.name, index);
      };
      return card(lesson, place, { state, t, enter });
    });
    clear(root);
    root.setAttribute('aria-label', t('lesson.menu'));
    root.append(header(), el('div', { class: 'cards' }, cards));
  };

  return {
    open() {
      draw();
      root.showModal();
      /** @type {HTMLElement | null} */ (root.querySelector('h2'))?.focus();
    },
  };
}

/** Arrows go from scene to scene. @param {KeyboardEvent} event */
function move(event) {
  const list = /** @type {HTMLElement} */ (event.target).closest('ol');
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list || !by) return;
  const scenes = [...list.querySelectorAll('button')];
  const here = scenes.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  event.preventDefault();
  scenes[(here + by + scenes.length) % scenes.length].focus();
}
