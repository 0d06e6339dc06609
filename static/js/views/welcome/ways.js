// @ts-check
/** Ways to begin: a lesson or the one that was left, the first step, a network of one's own. */
import { el } from '../../platform/dom.js';
import { way } from '../way.js';

/** @typedef {import('../../answers.js').LessonInShort} LessonInShort */
/** @typedef {import('../../types.js').Lang} Lang */
/** @typedef {import('../first.js').Context} Context */

/** @param {string} look @param {() => void} click @param {string} words */
const button = (look, click, words) =>
  el('button', { class: `btn ${look}`, attrs: { type: 'button' }, on: { click } }, words);

/** @param {LessonInShort} lesson @param {Lang} lang @param {Context} context */
export function takeLesson(lesson, lang, { t, act, teacher }) {
  const asked = lesson.scenes.filter(({ works_out: yes }) => yes).length;
  const { minutes } = lesson;
  const long = t('first.lesson.say', { n: lesson.scenes.length, minutes, count: asked });
  return way(
    { picture: 'lesson', name: 'main' },
    t('first.lesson'),
    `${lesson.title[lang]}. ${long}`,
    [
      button('solid', () => teacher.open(lesson.name), t('lesson.start')),
      button('text', act.lessons, t('lesson.all')),
    ],
  );
}

/**
 * @param {{index: number, count: number}} left
 * @param {LessonInShort} lesson
 * @param {Lang} lang
 * @param {Context} context
 */
export function goOn({ index, count }, lesson, lang, { t, act, teacher }) {
  const scene = t('samples.quoted', { name: lesson.scenes[index].title[lang] });
  const where = t('lesson.scene', { n: index + 1, count });
  return way(
    { picture: 'lesson', name: 'main' },
    t('first.goon'),
    `${lesson.title[lang]}. ${where}: ${scene}`,
    [
      button('solid', teacher.resume, t('first.goon.button')),
      button('text', act.lessons, t('lesson.all')),
    ],
  );
}

/** @param {number} steps   of the network on the stage @param {Context} context */
export const press = (steps, { t }) =>
  way(
    { picture: 'forward', name: 'step' },
    t('first.press'),
    t('first.press.say', { n: steps }),
    el(
      'span',
      { class: 'keys' },
      el('kbd', null, '→'),
      t('first.one'),
      el('kbd', null, t('key.space')),
      t('first.plays'),
    ),
  );

/** @param {Context} context */
export const buildOwn = (context) => {
  const { t } = context;
  return way({ picture: 'build', name: 'own' }, t('first.own'), t('first.own.say'), [
    button('outlined', () => fromNothing(context), t('first.nothing')),
    button('outlined', openExamples, t('first.example')),
  ]);
};

const openExamples = () =>
  /** @type {HTMLElement | null} */ (
    document.querySelector('.topbar [aria-haspopup="menu"]')
  )?.click();

/**
 * The input and the error, with one + between them, and the menu open at it.
 * @param {Context} context
 */
const fromNothing = ({ guard, act, api, build }) =>
  guard(async () => {
    await act.visit(await api.create(NOTHING));
    build.open(true);
    /** @type {HTMLElement | null} */ (document.querySelector('.board [data-insert]'))?.click();
  });

/** One number in, one to be learnt, and nothing between. */
const NOTHING = {
  network: { layers: [], loss: { kind: 'squared_error' }, optimizer: { kind: 'sgd', lr: 0.1 } },
  data: { x: [[-1], [0], [1], [2]], target: [[-2], [0.5], [1.5], [4]] },
};
