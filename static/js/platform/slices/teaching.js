// @ts-check
/** Lessons, and guessing first. */

/** @typedef {import('../../lib/lesson.js').Lesson} Lesson */

/**
 * @typedef {object} Open   a lesson, at one of its scenes
 * @property {Lesson} plot
 * @property {number} index
 * @property {boolean} done
 * @property {boolean} again   it was done before
 * @property {import('../../lib/guess.js').Told | null} told   about the last guess
 * @property {number} tries
 * @property {import('../../types.js').Trace | null} stand   where the scene began
 * @property {import('../../types.js').Beside} beside
 *
 * @typedef {object} Teaching
 * @property {Open | null} lesson
 * @property {{name: string, index: number, count: number} | null} left   the lesson that the reader
 *   has left, and its scene
 * @property {import('../../lib/lesson-kept.js').AllKept} walked   what of the lessons has been done
 *   in this browser
 * @property {Lesson | null} finished     the lesson whose last scene has just been left
 * @property {boolean} listing            the list of lessons is open
 * @property {import('../../lib/guess.js').Guessing | null} guess   null unless every number is to
 *   be guessed first
 */

/** @type {Teaching} */
export const BEGUN = {
  lesson: null,
  left: null,
  walked: {},
  finished: null,
  listing: false,
  guess: null,
};
