// @ts-check
/** What of the lessons has been done, and where the reader left one, as this browser keeps it. */
import { withDone } from '../../lib/lesson-kept.js';
import { keepDone, keepPage } from '../teaching.js';
import { isLast } from './scenes.js';

/** @typedef {import('./scenes.js').Open} Open */

/**
 * A scene is done when what it asks for is; one that asks for nothing, when the reader goes on.
 * @param {import('../../types.js').Store} store
 * @param {Open} lesson
 */
export function remember(store, { plot, index, tries }) {
  const { walked } = store.get().teaching;
  const { id, ask } = plot.scenes[index];
  const next = withDone(walked, plot.name, id, ask?.do === 'guess' && tries === 0);
  if (next === walked) return;
  keepDone(next);
  store.set({ teaching: { walked: next } });
}

/** @param {import('../../types.js').Store} store */
export function rememberAll(store) {
  /** @type {Open | null} */
  let last = null;
  store.on(
    (state) => state.teaching.lesson,
    (lesson) => {
      if (lesson && store.get().teaching.left) store.set({ teaching: { left: null } });
      if (!lesson && last && !isLast(last)) store.set({ teaching: { left: pageOf(last) } });
      // who only opens a lesson has not gone on in it
      if (lesson?.index) keepPage(isLast(lesson) ? null : pageOf(lesson));
      if (lesson?.done && lesson.stand) remember(store, lesson);
      last = lesson;
    },
  );
}

/** @param {Open} lesson */
const pageOf = ({ plot, index }) => ({ name: plot.name, index, count: plot.scenes.length });
