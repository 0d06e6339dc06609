// @ts-check
/** The first minute: what this page is, and three ways to begin. Gone after the first step. */
import { clear, el } from '../platform/dom.js';
import { way } from './way.js';

/** @typedef {import('../answers.js').LessonInShort} LessonInShort */
/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context & {guard: import('../acts/guard.js').Guard, teacher:
 *   import('../acts/teaching.js').Teaching, build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>}} context
 */
export function mount(root, { store, t, api, act, guard, teacher, build }) {
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  let shown = '';

  /** Before the first step of somebody who has no history here, or has left a lesson. */
  const isFirst = () => {
    const {
      stage: { trace, cursor },
      server: { catalog },
      teaching: { lesson, finished, left, guess },
      network: { building },
      reader: { stepped },
    } = store.get();
    return (
      Boolean(trace && catalog) &&
      cursor < 0 &&
      trace?.iteration === 0 &&
      !lesson &&
      !finished &&
      !building &&
      !guess &&
      (!stepped || Boolean(left))
    );
  };

  const draw = () => {
    const first = isFirst();
    const {
      reader: { lang },
      server: { catalog },
      teaching: { left },
      stage: { trace },
    } = store.get();
    root.hidden = !first;
    const was = app.classList.contains('is-first');
    app.classList.toggle('is-first', first);
    // Where the column lies over the stage it is open at first, and makes room with the first step.
    // Building opens it by itself, and would end with it.
    if (first !== was && !store.get().network.building) store.set({ reader: { sheet: first } });
    const key = first ? [lang, left?.name, left?.index, trace?.steps.length].join(' ') : '';
    if (key === shown) return;
    shown = key;
    clear(root);
    if (!first) return;
    root.append(
      el('h2', null, t('first.title')),
      el('p', { class: 'lead' }, t('first.say')),
      el(
        'div',
        { class: 'ways' },
        left
          ? goOn(left, catalog.lessons[left.name], lang)
          : takeLesson(Object.values(catalog.lessons)[0], lang),
        way(
          { picture: 'forward', name: 'step' },
          t('first.press'),
          t('first.press.say', { n: trace?.steps.length ?? 0 }),
          el(
            'span',
            { class: 'keys' },
            el('kbd', null, '→'),
            t('first.one'),
            el('kbd', null, t('key.space')),
            t('first.plays'),
          ),
        ),
        way({ picture: 'build', name: 'own' }, t('first.own'), t('first.own.say'), [
          el(
            'button',
            { class: 'btn outlined', attrs: { type: 'button' }, on: { click: fromNothing } },
            t('first.nothing'),
          ),
          el(
            'button',
            {
              class: 'btn outlined',
              attrs: { type: 'button' },
              on: {
                click: () =>
                  /** @type {HTMLElement | null} */ (
                    document.querySelector('.topbar [aria-haspopup="menu"]')
                  )?.click(),
              },
            },
            t('first.example'),
          ),
        ]),
      ),
      el('p', { class: 'last' }, t('first.click')),
    );
  };

  /** @param {LessonInShort} lesson @param {import('../types.js').Lang} lang */
  const takeLesson = (lesson, lang) => {
    const asked = lesson.scenes.filter(({ works_out: yes }) => yes).length;
    const { minutes } = lesson;
    const long = t('first.lesson.say', { n: lesson.scenes.length, minutes, count: asked });
    return way(
      { picture: 'lesson', name: 'main' },
      t('first.lesson'),
      `${lesson.title[lang]}. ${long}`,
      [
        el(
          'button',
          {
            class: 'btn solid',
            attrs: { type: 'button' },
            on: { click: () => teacher.open(lesson.name) },
          },
          t('lesson.start'),
        ),
        all(),
      ],
    );
  };

  /**
   * @param {{name: string, index: number, count: number}} left
   * @param {LessonInShort} lesson
   * @param {import('../types.js').Lang} lang
   */
  const goOn = ({ index, count }, lesson, lang) => {
    const scene = t('samples.quoted', { name: lesson.scenes[index].title[lang] });
    const where = t('lesson.scene', { n: index + 1, count });
    return way(
      { picture: 'lesson', name: 'main' },
      t('first.goon'),
      `${lesson.title[lang]}. ${where}: ${scene}`,
      [
        el(
          'button',
          { class: 'btn solid', attrs: { type: 'button' }, on: { click: teacher.resume } },
          t('first.goon.button'),
        ),
        all(),
      ],
    );
  };

  const all = () =>
    el(
      'button',
      { class: 'btn text', attrs: { type: 'button' }, on: { click: act.lessons } },
      t('lesson.all'),
    );

  /** The input and the error, with one + between them, and the menu open at it. */
  const fromNothing = () =>
    guard(async () => {
      await act.visit(await api.create(NOTHING));
      build.open(true);
      /** @type {HTMLElement | null} */ (document.querySelector('.board [data-insert]'))?.click();
    });

  store.onAny(
    ({ stage, server, teaching, network, reader }) => [
      stage.trace,
      server.catalog,
      stage.cursor,
      teaching.lesson,
      teaching.finished,
      network.building,
      teaching.left,
      reader.lang,
      teaching.guess,
      reader.stepped,
    ],
    draw,
  );
}

/** One number in, one to be learnt, and nothing between. */
const NOTHING = {
  network: { layers: [], loss: { kind: 'squared_error' }, optimizer: { kind: 'sgd', lr: 0.1 } },
  data: { x: [[-1], [0], [1], [2]], target: [[-2], [0.5], [1.5], [4]] },
};
