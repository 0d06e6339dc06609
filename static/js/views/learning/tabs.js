// @ts-check
/** Above the large picture of a training: a tab for each that there is. */
import { el } from '../../platform/dom.js';
import { pictureNow, picturesOf } from '../../lib/pictures.js';
import { pictureName } from './words.js';

/** @typedef {import('../../lib/pictures.js').Picture} Picture */

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} area   where the chosen one is seen
 * @param {import('./view.js').Context} context
 */
export function createTabs(root, area, { store, t, act }) {
  const nameOf = (/** @type {Picture} */ picture) => pictureName(picture, store.get(), t);
  root.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const there = picturesOf(store.get());
    const at = there.indexOf(pictureNow(store.get()));
    act.picture(there[(at + by + there.length) % there.length]);
  });

  /** @param {Picture} picture @param {number} k @param {Picture} now */
  const tab = (picture, k, now) =>
    el(
      'button',
      {
        dataset: { picture },
        attrs: {
          type: 'button',
          role: 'tab',
          title: `${nameOf(picture)} (${k + 1})`,
          'aria-selected': String(picture === now),
          'aria-controls': 'picture',
          tabindex: picture === now ? 0 : -1,
        },
        on: { click: () => act.picture(picture) },
      },
      nameOf(picture),
    );

  /** What they were drawn for: many a frame leaves them as they are. */
  let drawn = '';
  return (/** @type {Picture} */ now) => {
    const there = picturesOf(store.get());
    const key = JSON.stringify([there.map(nameOf), now]);
    if (key === drawn) return;
    drawn = key;
    const focused = root.contains(document.activeElement);
    root.setAttribute('aria-label', t('learn.big'));
    root.replaceChildren(...there.map((picture, k) => tab(picture, k, now)));
    area.setAttribute('aria-label', nameOf(now));
    if (focused) /** @type {HTMLElement | null} */ (root.querySelector('[tabindex="0"]'))?.focus();
  };
}
