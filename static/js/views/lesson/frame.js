// @ts-check
/** Above a scene, which one it is and the way out; below it, the way on and back. */
import { icon } from '../../draw/icons.js';
import { hasWandered } from '../../lib/lesson.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/lesson.js').Scene} Scene */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */
/** @typedef {ReturnType<typeof import('../../acts/teacher.js').createTeacher>} Teacher */

/**
 * @param {string} title
 * @param {Open} lesson
 * @param {Pick<Context, 't' | 'act'> & {teacher: Teacher}} context
 */
export const header = (title, { index, plot: { scenes } }, { t, act, teacher }) =>
  el(
    'header',
    null,
    el(
      'button',
      {
        class: 'badge',
        dataset: { key: 'scenes' },
        attrs: { type: 'button', title },
        on: { click: () => act.lessons() },
      },
      t('lesson.scene', { n: index + 1, count: scenes.length }),
    ),
    el('progress', {
      attrs: { max: scenes.length, value: index + 1, 'aria-label': t('lesson.progress') },
    }),
    el(
      'button',
      {
        class: 'btn',
        dataset: { key: 'leave' },
        attrs: { type: 'button', 'aria-label': t('lesson.leave'), title: t('lesson.leave') },
        on: { click: teacher.leave },
      },
      icon('close'),
    ),
  );

/**
 * @param {Scene} scene
 * @param {Open} lesson
 * @param {Pick<Context, 'store' | 't'> & {teacher: Teacher}} context
 */
export function footer(scene, { index, plot, done, again }, { store, t, teacher }) {
  const open = scene.ask && !done && !again;
  const onward = open ? 'lesson.skip' : 'lesson.next';
  const last = index === plot.scenes.length - 1;
  return el(
    'footer',
    null,
    index > 0 &&
      el(
        'button',
        {
          class: 'btn',
          dataset: { key: 'back' },
          attrs: { type: 'button' },
          on: { click: () => teacher.enter(index - 1) },
        },
        t('lesson.back'),
      ),
    wandered(store) &&
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { key: 'return' },
          attrs: { type: 'button' },
          on: { click: () => teacher.enter(index) },
        },
        t('lesson.return'),
      ),
    el('span', { class: 'spacer' }),
    el(
      'button',
      {
        class: `btn next ${open ? 'outlined' : 'solid'}`,
        dataset: { key: 'next' },
        attrs: { type: 'button' },
        on: { click: teacher.next },
      },
      t(last ? 'lesson.end' : onward),
    ),
  );
}

/**
 * Whether there is a way to go back to the scene: it has been left, or could not be reached.
 * @param {Context['store']} store
 */
function wandered(store) {
  const {
    teaching: { lesson },
    stage: { trace, cursor },
    focus: { selection },
    server: { problem, offline },
  } = store.get();
  if (!lesson?.stand) return Boolean(problem) || offline;
  return hasWandered(lesson.plot.scenes[lesson.index], lesson.done, lesson.stand, {
    trace,
    cursor,
    selection,
  });
}
