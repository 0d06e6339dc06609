// @ts-check
/**
 * The end of a lesson: what is known now, how many numbers were right at once, and what may come
 * next.
 */
import { icon } from '../draw/icons.js';
import { clear, el } from '../platform/dom.js';
import { isWhole, keptOf } from '../lib/lesson-kept.js';
import { way } from './way.js';

/** @typedef {import('../lib/lesson.js').Lesson} Lesson */

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context & {teacher: ReturnType<typeof
 *   import('../acts/teacher.js').createTeacher>, build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>}} context
 */
export function createEnd(root, { store, t, act, teacher, build }) {
  const leave = () => store.set({ teaching: { finished: null } });

  /**
   * What closes the end of the lesson, and goes on elsewhere.
   * @param {string} look
   * @param {import('../platform/dom.js').Child} words
   * @param {() => void} [then]
   */
  const button = (look, words, then = () => {}) =>
    el(
      'button',
      {
        class: `btn ${look}`,
        attrs: { type: 'button' },
        on: {
          click: () => {
            leave();
            then();
          },
        },
      },
      words,
    );
  const all = () => button('text', t('lesson.all'), act.lessons);

  /** What comes next: the first lesson that is not done, or a network of one's own. */
  const following = (/** @type {any} */ next) => {
    const { lang } = store.get().reader;
    if (!next)
      return way({ picture: 'build', name: 'main' }, t('lesson.own'), t('first.own.say'), [
        button('solid', t('lesson.own.button'), () =>
          store.set({ network: { building: true }, reader: { sheet: true } }),
        ),
        all(),
      ]);
    const long = t('lesson.long', { n: next.scenes.length, minutes: next.minutes });
    return way(
      { picture: 'lesson', name: 'main' },
      next.title[lang],
      `${next.summary[lang]} ${long}.`,
      [button('solid', t('lesson.start'), () => teacher.open(next.name)), all()],
    );
  };

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
          lesson.known[lang].map((line) => el('li', null, icon('check'), el('span', null, line))),
        ),
        el('h3', null, t('lesson.after')),
        el(
          'div',
          { class: 'ways' },
          following(next),
          button('outlined', [icon('dice'), t('lesson.other')], () => build.redraw()),
          button('outlined', [icon('data'), t('lesson.watch')], act.learning),
          button('outlined', t('lesson.stay')),
        ),
      ),
    );
    /** @type {HTMLElement | null} */ (root.querySelector('h2'))?.focus({ preventScroll: true });
  };
  return { draw };
}
