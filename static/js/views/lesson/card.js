// @ts-check
/** The lesson's card: what this scene says, what it asks for, and the way to the next one. */
import { clear, el } from '../../platform/dom.js';
import { drawEnd } from './end.js';
import { footer, header } from './frame.js';
import { keepInView, light } from './in-view.js';
import { request } from './request.js';
import { focusOn, seen } from './staying.js';
import { telling } from './telling.js';

/** @typedef {import('./end.js').Context} Context */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */

/**
 * What is asked for on the stage itself: its tools are needed then, on the smallest screens too.
 */
const HANDS_ON = ['insert', 'set'];

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store } = context;
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  const stage = /** @type {HTMLElement} */ (document.querySelector('.stage'));
  /** The scene that was drawn last; or the lesson whose end was, and in which language. */
  let shown = '';

  const draw = () => {
    const {
      teaching: { lesson, finished },
      reader: { lang },
    } = store.get();
    const scene = lesson?.plot.scenes[lesson.index];
    root.hidden = !lesson && !finished;
    app.classList.toggle('in-lesson', Boolean(lesson ?? finished));
    app.classList.toggle('hands-on', HANDS_ON.includes(scene?.ask?.do ?? ''));
    light(stage, scene?.highlight ?? []);
    const here = lesson ? `${lesson.plot.name} ${lesson.index}` : '';
    const end = !lesson && finished ? `${finished.name} ${lang}` : '';
    if (lesson) drawScene(lesson, here === shown);
    else if (finished && end !== shown) {
      drawEnd(root, finished, context);
      if (!root.classList.contains('ended')) focusOn(root, 'title');
    }
    root.classList.toggle('ended', Boolean(end));
    shown = here || end;
  };
  const drawScene = createDrawing(root, context);

  store.onAny(
    ({ teaching, reader, stage: { trace, cursor }, server }) => [
      teaching.lesson,
      teaching.finished,
      reader.lang,
      trace,
      cursor,
      server.problem,
      server.offline,
    ],
    draw,
  );
  keepInView(stage, store);
}

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
function createDrawing(root, context) {
  /** What was last said of an answer. @type {Open['told']} */
  let heard = null;

  /** @param {Open} lesson @param {boolean} again   the scene is here already */
  return (lesson, again) => {
    const { plot, index, told } = lesson;
    const title = plot.title[context.store.get().reader.lang];
    const scene = plot.scenes[index];
    const { typed, focused, top } = seen(root);
    const said = telling(scene, lesson, context);
    clear(root);
    root.setAttribute('aria-label', title);
    root.append(
      header(title, lesson, context),
      said,
      el('div', { class: 'asking' }, request(scene, lesson, again ? typed : '', context)),
      footer(scene, lesson, context),
    );
    said.scrollTop = again ? top : 0;
    if (!again)
      focusOn(root, 'title'); // not a button: Space goes on playing
    else if (focused) focusOn(root, focused);
    if (told && told !== heard) root.querySelector('.answer')?.scrollIntoView({ block: 'nearest' });
    heard = told;
  };
}
