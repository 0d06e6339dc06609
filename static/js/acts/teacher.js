// @ts-check
/**
 * Leads through a lesson: puts the stage where a scene wants it, notices what was done, and lets
 * the reader wander off and return.
 */
import { answeringActs, noticeDone } from './lessons/answering.js';
import { createPlaces } from './lessons/places.js';
import { remember, rememberAll } from './lessons/remembering.js';
import { BEGUN, createScenes, isLast } from './lessons/scenes.js';

/** @typedef {import('../platform/url.js').Wanted} Wanted */

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'> & {guard:
 *   import('./guard.js').Guard}} context
 */
export function createTeacher({ store, api, act, guard }) {
  const parts = { store, api, act, guard, places: createPlaces({ api }) };
  const scenes = createScenes(parts);
  const { enter } = scenes;
  noticeDone(store);
  rememberAll(store);

  /** @param {string} name @param {number} [index] @param {Wanted} [at] */
  const open = (name, index = 0, at) =>
    guard(async () => {
      const plot = await api.lesson(name);
      store.set({ teaching: { lesson: { plot, index: 0, ...BEGUN } } });
      const count = plot.scenes.length;
      await enter(Math.max(0, Math.min(count - 1, index)), at);
      const parts = lostOf(index, count, at?.unread ?? []);
      if (parts.length) store.set({ server: { astray: { opened: true, parts } } });
    });

  return {
    open,
    enter,
    /** On to the next scene; the last one ends the lesson. */
    next() {
      const { lesson } = store.get().teaching;
      if (!lesson) return;
      if (!lesson.plot.scenes[lesson.index].ask) remember(store, lesson);
      if (isLast(lesson)) store.set({ teaching: { lesson: null, finished: lesson.plot } });
      else enter(lesson.index + 1);
    },
    ...answeringActs(parts, scenes),
    leave: () => store.set({ teaching: { lesson: null } }),
    /** Back to the scene that was left. */
    resume() {
      const { left } = store.get().teaching;
      if (left) open(left.name, left.index);
    },
  };
}

/**
 * What a link into a lesson asked for in vain.
 * @param {number} index   of the scene
 * @param {number} count   of all of them
 * @param {string[]} unread
 */
const lostOf = (index, count, unread) => [
  ...unread.map((text) => ({ key: 'astray.unread', slots: { text } })),
  ...(index >= count ? [{ key: 'astray.scene', slots: { scene: index + 1, count } }] : []),
];
