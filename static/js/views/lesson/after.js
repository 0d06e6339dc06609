// @ts-check
/** What may come after a lesson: the next one or a network of one's own, and what else there is. */
import { icon } from '../../draw/icons.js';
import { isWhole, keptOf } from '../../lib/lesson-kept.js';
import { el } from '../../platform/dom.js';
import { way } from '../way.js';

/** @typedef {import('../../answers.js').LessonInShort} LessonInShort */
/** @typedef {import('./end.js').Context} Context */

/**
 * @param {string} name   of the lesson that has come to its end
 * @param {Context} context
 */
export function waysOn(name, { store, t, act, teacher, build }) {
  const {
    reader: { lang },
    server: { catalog },
    teaching: { walked },
  } = store.get();
  const next = Object.values(catalog.lessons).find(
    (other) => other.name !== name && !isWhole(other.scenes, keptOf(walked, other.name)),
  );

  /**
   * What closes the end of the lesson, and goes on elsewhere.
   * @param {string} look
   * @param {import('../../platform/dom.js').Child} words
   * @param {() => void} [then]
   */
  const button = (look, words, then = () => {}) => {
    const click = () => {
      store.set({ teaching: { finished: null } });
      then();
    };
    return el('button', { class: `btn ${look}`, attrs: { type: 'button' }, on: { click } }, words);
  };
  const all = button('text', t('lesson.all'), act.lessons);

  /** @param {LessonInShort} lesson */
  const another = ({ name: wanted, title, summary, scenes, minutes }) =>
    way(
      { picture: 'lesson', name: 'main' },
      title[lang],
      `${summary[lang]} ${t('lesson.long', { n: scenes.length, minutes })}.`,
      [button('solid', t('lesson.start'), () => teacher.open(wanted)), all],
    );

  const ownNetwork = () => {
    const begin = () => store.set({ network: { building: true }, reader: { sheet: true } });
    return way({ picture: 'build', name: 'main' }, t('lesson.own'), t('first.own.say'), [
      button('solid', t('lesson.own.button'), begin),
      all,
    ]);
  };

  return [
    next ? another(next) : ownNetwork(),
    button('outlined', [icon('dice'), t('lesson.other')], () => build.redraw()),
    button('outlined', [icon('data'), t('lesson.watch')], act.learning),
    button('outlined', t('lesson.stay')),
  ];
}
