// @ts-check
/** The first minute: what this page is, and three ways to begin. Gone after the first step. */
import { clear, el, hide } from '../platform/dom.js';
import { buildOwn, goOn, press, takeLesson } from './welcome/ways.js';

/**
 * @typedef {import('../types.js').Context & {guard: import('../acts/guard.js').Guard, teacher:
 *   import('../acts/teaching.js').Teaching, build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>}} Context
 */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const app = /** @type {HTMLElement} */ (root.closest('.app'));
  let shown = '';

  /** @param {boolean} first */
  const open = (first) => {
    hide(root, !first);
    const was = app.classList.contains('is-first');
    app.classList.toggle('is-first', first);
    // Where the column lies over the stage it is open at first, and makes room with the first step.
    // Building opens it by itself, and would end with it.
    if (first !== was && !store.get().network.building) store.set({ reader: { sheet: first } });
  };

  const draw = () => {
    const first = isFirst(store.get());
    const { reader, server, teaching, stage } = store.get();
    const { left } = teaching;
    const { lang } = reader;
    open(first);
    const steps = stage.trace?.steps.length;
    const key = first ? [lang, left?.name, left?.index, steps].join(' ') : '';
    if (key === shown) return;
    shown = key;
    clear(root);
    if (!first) return;
    const { lessons } = server.catalog;
    root.append(
      el('h2', null, t('first.title')),
      el('p', { class: 'lead' }, t('first.say')),
      el(
        'div',
        { class: 'ways' },
        left
          ? goOn(left, lessons[left.name], lang, context)
          : takeLesson(Object.values(lessons)[0], lang, context),
        press(steps ?? 0, context),
        buildOwn(context),
      ),
      el('p', { class: 'last' }, t('first.click')),
    );
  };

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

/**
 * Before the first step of somebody who has no history here, or has left a lesson.
 * @param {import('../types.js').State} state
 */
function isFirst({ stage, server, teaching, network, reader }) {
  const { lesson, finished, left, guess } = teaching;
  return (
    Boolean(stage.trace && server.catalog) &&
    stage.cursor < 0 &&
    stage.trace?.iteration === 0 &&
    !lesson &&
    !finished &&
    !network.building &&
    !guess &&
    (!reader.stepped || Boolean(left))
  );
}
