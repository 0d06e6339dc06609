// @ts-check
/**
 * The end of a lesson: what is known now, how many numbers were right at once, and what may come
 * next.
 */
import { clear, el } from '../platform/dom.js';
import { isWhole, keptOf } from '../lib/lesson-kept.js';

/** @typedef {import('../lib/lesson.js').Lesson} Lesson */

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context & {teacher: ReturnType<typeof
 *   import('../acts/teacher.js').createTeacher>}} context
 */
export function createEnd(root, { store, t, act, teacher }) {
  const leave = () => store.set({ teaching: { finished: null } });

  /** @param {Lesson} lesson */
  const draw = (lesson) => {
    const {
      reader: { lang },
      server: { catalog },
      teaching: { walked },
    } = store.get();
    const kept = keptOf(walked, lesson.name);
    const asked = lesson.scenes.filter(({ ask }) => ask?.do === 'guess').length;
    /** @type {any} */
    const next = Object.values(catalog.lessons).find(
      (/** @type {any} */ other) =>
        other.name !== lesson.name && !isWhole(other.scenes, keptOf(walked, other.name)),
    );
    clear(root);
    root.setAttribute('aria-label', lesson.title[lang]);
    root.append(
      el(
        'div',
        { class: 'telling' },
        el('h2', { attrs: { tabindex: -1 } }, t('lesson.finished')),
        el(
          'p',
          null,
          lesson.title[lang],
          asked > 0 && [' · ', t('lesson.first', { n: kept.first.length, count: asked })],
        ),
        el(
          'ul',
          { class: 'known' },
          lesson.known[lang].map((line) => el('li', null, line)),
        ),
        el('h3', null, t('lesson.after')),
        el(
          'div',
          { class: 'ways' },
          next
            ? el(
                'button',
                {
                  class: 'btn solid',
                  attrs: { type: 'button' },
                  on: {
                    click: () => {
                      leave();
                      teacher.open(next.name);
                    },
                  },
                },
                next.title[lang],
              )
            : el(
                'button',
                {
                  class: 'btn solid',
                  attrs: { type: 'button' },
                  on: {
                    click: () =>
                      store.set({
                        teaching: { finished: null },
                        network: { building: true },
                        reader: { sheet: true },
                      }),
                  },
                },
                t('lesson.own'),
              ),
          el(
            'button',
            {
              class: 'btn outlined',
              attrs: { type: 'button' },
              on: {
                click: () => {
                  leave();
                  act.lessons();
                },
              },
            },
            t('lesson.all'),
          ),
          el(
            'button',
            { class: 'btn outlined', attrs: { type: 'button' }, on: { click: leave } },
            t('lesson.stay'),
          ),
        ),
      ),
    );
    /** @type {HTMLElement | null} */ (root.querySelector('h2'))?.focus({ preventScroll: true });
  };
  return { draw };
}
