// @ts-check
/**
 * The end of a lesson: what is known now, how many numbers were right at once, and what may come
 * next.
 */
import { icon } from '../../draw/icons.js';
import { keptOf } from '../../lib/lesson-kept.js';
import { clear, el } from '../../platform/dom.js';
import { waysOn } from './after.js';

/** @typedef {import('../../lib/lesson.js').Lesson} Lesson */

/**
 * @typedef {import('../../types.js').Context & {teacher: ReturnType<typeof
 *   import('../../acts/teacher.js').createTeacher>, build: ReturnType<typeof
 *   import('../../acts/builder.js').createBuilder>}} Context
 */

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Context} context
 */
export function drawEnd(root, lesson, context) {
  const { store, t } = context;
  const { lang } = store.get().reader;
  const { first } = keptOf(store.get().teaching.walked, lesson.name);
  const asked = lesson.scenes.filter(({ ask }) => ask?.do === 'guess').length;
  clear(root);
  root.setAttribute('aria-label', lesson.title[lang]);
  root.append(
    el(
      'div',
      { class: 'telling' },
      el('h2', { dataset: { key: 'title' }, attrs: { tabindex: -1 } }, t('lesson.finished')),
      el(
        'p',
        null,
        lesson.title[lang],
        asked > 0 && [' · ', t('lesson.first', { n: first.length, count: asked })],
      ),
      el(
        'ul',
        { class: 'known' },
        lesson.known[lang].map((line) => el('li', null, icon('check'), el('span', null, line))),
      ),
      el('h3', null, t('lesson.after')),
      el('div', { class: 'ways' }, waysOn(lesson.name, context)),
    ),
  );
}
