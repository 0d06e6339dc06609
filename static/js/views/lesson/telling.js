// @ts-check
/** What a scene says. */
import { measured } from '../../draw/measured.js';
import { el } from '../../platform/dom.js';
import { sideBySide } from './side-by-side.js';
import { words } from './words.js';

/**
 * @param {import('../../lib/lesson.js').Scene} scene
 * @param {NonNullable<import('../../types.js').State['teaching']['lesson']>} lesson
 * @param {Pick<import('../../types.js').Context, 'store' | 't'>} context
 */
export function telling(scene, lesson, context) {
  const { lang } = context.store.get().reader;
  const {
    stand,
    beside: { before },
  } = lesson;
  const root = el(
    'div',
    { class: 'telling' },
    el(
      'h2',
      { dataset: { key: 'title' }, attrs: { tabindex: -1 } },
      words(scene.title[lang], stand, before),
    ),
    scene.text[lang].map((paragraph) => el('p', null, words(paragraph, stand, before))),
    scene.compare?.after ? [] : sideBySide(scene, lesson, context),
  );
  // what scrolls can be scrolled by keys; what does not is no stop
  measured(
    () => root.scrollHeight > root.clientHeight,
    (scrolls) => scrolls && root.setAttribute('tabindex', '0'),
  );
  return root;
}
