// @ts-check
/** The lesson's card: what this scene says, what it asks for, and the way to the next one. */
import { measured } from '../../draw/measured.js';
import { clear, el } from '../../platform/dom.js';
import { createEnd } from '../lesson-end.js';
import { footer, header } from './frame.js';
import { keepInView, light } from './in-view.js';
import { request } from './request.js';
import { sideBySide } from './side-by-side.js';
import { words } from './words.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */

/**
 * What is asked for on the stage itself: its tools are needed then, on the smallest screens too.
 */
const HANDS_ON = ['insert', 'set'];

/**
 * @param {HTMLElement} root
 * @param {Context & {teacher: ReturnType<typeof import('../../acts/teacher.js').createTeacher>,
 *   build: ReturnType<typeof import('../../acts/builder.js').createBuilder>}} context
 */
export function mount(root, context) {
  const { store } = context;
  const end = createEnd(root, context);
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  const stage = /** @type {HTMLElement} */ (document.querySelector('.stage'));
  let shown = '';
  /** @type {Open['told']} */
  let heard = null;

  const draw = () => {
    const {
      teaching: { lesson, finished },
      reader: { lang },
    } = store.get();
    root.hidden = !lesson && !finished;
    app.classList.toggle('in-lesson', Boolean(lesson ?? finished));
    root.classList.toggle('ended', !lesson && Boolean(finished));
    app.classList.toggle(
      'hands-on',
      HANDS_ON.includes(lesson?.plot.scenes[lesson.index].ask?.do ?? ''),
    );
    light(stage, lesson ? lesson.plot.scenes[lesson.index].highlight : []);
    if (!lesson) {
      if (finished && shown !== finished.name) end.draw(finished);
      shown = finished?.name ?? '';
      return;
    }
    const { plot, index, told } = lesson;
    const scene = plot.scenes[index];
    const key = `${plot.name} ${index}`;
    const field = /** @type {HTMLInputElement | null} */ (root.querySelector('input'));
    const typed = key === shown ? (field?.value ?? '') : '';
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const focused = root.contains(active) ? (active?.dataset.key ?? 'title') : '';
    const top = root.querySelector('.telling')?.scrollTop ?? 0;
    const telling = el(
      'div',
      { class: 'telling' },
      el(
        'h2',
        { dataset: { key: 'title' }, attrs: { tabindex: -1 } },
        words(scene.title[lang], lesson.stand, lesson.beside.before),
      ),
      ...scene.text[lang].map((paragraph) =>
        el('p', null, words(paragraph, lesson.stand, lesson.beside.before)),
      ),
      ...(scene.compare?.after ? [] : sideBySide(scene, lesson, context)),
    );
    clear(root);
    root.setAttribute('aria-label', plot.title[lang]);
    root.append(
      header(plot.title[lang], lesson, context),
      telling,
      el('div', { class: 'asking' }, request(scene, lesson, typed, context)),
      footer(scene, lesson, context),
    );
    telling.scrollTop = key === shown ? top : 0;
    // what scrolls can be scrolled by keys; what does not is no stop
    measured(
      () => telling.scrollHeight > telling.clientHeight,
      (scrolls) => scrolls && telling.setAttribute('tabindex', '0'),
    );
    if (key !== shown)
      focusOn('title'); // not a button: Space goes on playing
    else if (focused) focusOn(focused);
    if (told && told !== heard) root.querySelector('.answer')?.scrollIntoView({ block: 'nearest' });
    heard = told;
    shown = key;
  };

  /** What had the focus has it again; what is gone leaves it to the title. @param {string} key */
  const focusOn = (key) =>
    /** @type {HTMLElement | null} */ (
      root.querySelector(`[data-key="${key}"]`) ?? root.querySelector('h2')
    )?.focus({ preventScroll: true });

  store.onAny(
    ({ teaching, reader, stage, server }) => [
      teaching.lesson,
      teaching.finished,
      reader.lang,
      stage.trace,
      stage.cursor,
      server.problem,
      server.offline,
    ],
    draw,
  );
  keepInView(stage, store);
}
