// @ts-check
/** A lesson in the list: where one stands in it, what is done, and a way into any scene. */
import { isWhole, keptOf, nextScene } from '../../lib/lesson-kept.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../answers.js').LessonInShort} Summary */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * @typedef {object} Standing   where the reader stands in a lesson
 * @property {string[]} done    scenes, by their ids
 * @property {boolean} whole    all of them are
 * @property {boolean} begun
 * @property {boolean} current  it was begun, and is not whole
 * @property {number} here      the scene to go on with
 */

/** More scenes than this stand in two columns where there is room. */
const LONG = 14;

/**
 * @param {Summary} lesson
 * @param {State['teaching']} teaching
 * @returns {Standing}
 */
function standingIn({ name, scenes }, { walked, lesson: open, left }) {
  const kept = keptOf(walked, name);
  const whole = isWhole(scenes, kept);
  const begun = kept.done.length > 0;
  const stood = open?.plot.name === name ? open : null;
  const paused = left?.name === name ? left : null;
  return {
    done: kept.done,
    whole,
    begun,
    current: !whole && Boolean(stood || paused || begun),
    here: (stood ?? paused)?.index ?? nextScene(scenes, kept),
  };
}

/**
 * @param {Summary} lesson
 * @param {number} place
 * @param {{state: Pick<State, 'reader' | 'teaching'>, t: Translate, enter: (index: number) =>
 *   void}} context
 */
export function card(lesson, place, { state, t, enter }) {
  const { lang } = state.reader;
  const { scenes } = lesson;
  const standing = standingIn(lesson, state.teaching);
  const { current, whole } = standing;
  const marks = [current && 'current', whole && 'whole', scenes.length > LONG && 'long'];
  return el(
    'section',
    {
      class: ['lesson-card', ...marks].filter(Boolean).join(' '),
      dataset: { lesson: lesson.name },
    },
    el(
      'header',
      null,
      el('span', null, place + 1),
      el('span', { class: 'where' }, whereIn(lesson, standing, t)),
    ),
    el('h3', null, lesson.title[lang]),
    el('p', null, lesson.summary[lang]),
    el(
      'div',
      { class: 'bar', attrs: { 'aria-hidden': 'true' } },
      scenes.map(({ id }, k) => el('i', { class: look(standing, id, k) })),
    ),
    ways(standing, place === 0, { t, enter }),
    el(
      'ol',
      null,
      scenes.map((scene, k) => sceneRow(scene, k, standing, { lang, t, enter })),
    ),
  );
}

/** @param {Summary} lesson @param {Standing} standing @param {Translate} t */
function whereIn({ scenes, minutes }, { whole, current, here }, t) {
  if (whole) return t('lesson.whole');
  return current
    ? t('lesson.scene', { n: here + 1, count: scenes.length })
    : t('lesson.long', { n: scenes.length, minutes });
}

/** @param {Standing} standing @param {string} id @param {number} k */
function look({ done, current, here }, id, k) {
  if (done.includes(id)) return 'ok';
  return current && k === here ? 'on' : '';
}

/**
 * On with it, and to its beginning.
 * @param {Standing} standing
 * @param {boolean} first   of all lessons
 * @param {{t: Translate, enter: (index: number) => void}} context
 */
function ways({ whole, current, begun, here }, first, { t, enter }) {
  const onward = current ? t('lesson.goon', { n: here + 1 }) : t('lesson.start');
  const solid = current || (first && !begun);
  const button = (
    /** @type {string} */ look,
    /** @type {number} */ index,
    /** @type {string} */ words,
  ) =>
    el(
      'button',
      { class: look, attrs: { type: 'button' }, on: { click: () => enter(index) } },
      words,
    );
  return el(
    'div',
    { class: 'do' },
    button(
      `btn ${solid ? 'solid' : 'outlined'}`,
      current ? here : 0,
      whole ? t('lesson.again') : onward,
    ),
    current && button('btn', 0, t('lesson.beginning')),
  );
}

/**
 * @param {Summary['scenes'][number]} scene
 * @param {number} k
 * @param {Standing} standing
 * @param {{lang: string, t: Translate, enter: (index: number) => void}} context
 */
function sceneRow({ id, title, works_out: asked }, k, standing, { lang, t, enter }) {
  const here = standing.current && k === standing.here;
  const done = [
    el('span', { class: 'sr' }, t('lesson.whole')),
    el('span', { attrs: { 'aria-hidden': 'true' } }, '✓'),
  ];
  const asks = [
    ' ',
    el(
      'b',
      { attrs: { title: t('lesson.asks') } },
      '=?',
      el('span', { class: 'sr' }, t('lesson.asks')),
    ),
  ];
  return el(
    'li',
    null,
    el(
      'button',
      {
        class: look(standing, id, k),
        dataset: { scene: k },
        attrs: { type: 'button', ...(here ? { 'aria-current': 'step' } : {}) },
        on: { click: () => enter(k) },
      },
      el('span', { class: 'nth' }, standing.done.includes(id) ? done : k + 1),
      el('span', null, title[lang].replaceAll('/∂', '/\u2060∂'), asked && asks),
    ),
  );
}
