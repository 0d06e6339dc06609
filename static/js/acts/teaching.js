// @ts-check
/**
 * The way to the lessons: their player is fetched when a lesson is first opened; what was done is
 * known before.
 */
import { once } from '../platform/later.js';
import { keep, recall } from '../platform/remembered.js';
import { readKept } from '../lib/lesson-kept.js';

/** @typedef {ReturnType<typeof import('./teacher.js').createTeacher>} Teacher */
/** @typedef {Pick<Teacher, 'open' | 'enter' | 'resume'>} Teaching */
/** @typedef {NonNullable<import('../types.js').State['teaching']['left']>} Left */

/**
 * Where the browser keeps the page of the lesson that was open last, and what of all lessons has
 * been done.
 */
const PAGE = 'backstep.lesson';
const DONE = 'backstep.lessons';

/**
 * @param {{store: import('../types.js').Context['store'], guard: import('./guard.js').Guard, bring:
 *   () => Promise<Teacher>}} context   bring: fetches the player
 * @returns {Teaching}
 */
export function createTeaching({ store, guard, bring }) {
  store.set({ teaching: { left: remembered(), walked: readKept(recall(DONE)) } });
  const teacher = once(bring);
  return {
    open: (name, index, at) => guard(async () => (await teacher()).open(name, index, at)),
    enter: (index, at) => guard(async () => (await teacher()).enter(index, at)),
    resume: () => {
      guard(async () => (await teacher()).resume());
    },
  };
}

/** The page to come back to; null where the lesson is at its end. @param {Left | null} page */
export const keepPage = (page) => keep(PAGE, page ? JSON.stringify(page) : '');

/** @param {import('../lib/lesson-kept.js').AllKept} walked */
export const keepDone = (walked) => keep(DONE, JSON.stringify(walked));

/**
 * The lesson that was left on another visit.
 * @returns {import('../types.js').State['teaching']['left']}
 */
function remembered() {
  try {
    const { name, index, count } = JSON.parse(recall(PAGE) || '{}');
    return typeof name === 'string' && index < count ? { name, index, count } : null;
  } catch {
    return null; // written by somebody else
  }
}
