// @ts-check
/**
 * What of the lessons has been done: scenes by name, and which numbers were right at the first try.
 */

/**
 * @typedef {object} Kept
 * @property {string[]} done    scenes in which what was asked for has been done, or which have been
 *   read
 * @property {string[]} first   of those in which a number is worked out, the ones that were right
 *   at the first try
 *
 * @typedef {Record<string, Kept>} AllKept   by lesson
 */

const NOTHING = { done: [], first: [] };

/** @param {AllKept} all @param {string} lesson @returns {Kept} */
export const keptOf = (all, lesson) => all[lesson] ?? NOTHING;

/**
 * With one more scene done.
 * @param {AllKept} all
 * @param {string} lesson
 * @param {string} scene
 * @param {boolean} [first]   a number that was right at the first try
 * @returns {AllKept}
 */
export function withDone(all, lesson, scene, first = false) {
  const kept = keptOf(all, lesson);
  if (kept.done.includes(scene)) return all; // the first time counts
  return {
    ...all,
    [lesson]: { done: [...kept.done, scene], first: first ? [...kept.first, scene] : kept.first },
  };
}

/**
 * As the browser keeps it; what somebody else has written counts for nothing.
 * @param {string | null} text
 * @returns {AllKept}
 */
export function readKept(text) {
  try {
    const read = Object.entries(JSON.parse(text ?? '{}') ?? {});
    const strings = (/** @type {unknown} */ list) =>
      Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
    return Object.fromEntries(
      read.map(([name, kept]) => [
        name,
        { done: strings(kept?.done), first: strings(kept?.first) },
      ]),
    );
  } catch {
    return {};
  }
}

/**
 * Where a lesson is gone on with: after the last scene that was done, the first one if all were.
 * @param {{id: string}[]} scenes
 * @param {Kept} kept
 */
export function nextScene(scenes, { done }) {
  const last = scenes.findLastIndex(({ id }) => done.includes(id));
  return last + 1 < scenes.length ? last + 1 : 0;
}

/** Whether all of its scenes have been done. @param {{id: string}[]} scenes @param {Kept} kept */
export const isWhole = (scenes, { done }) =>
  scenes.length > 0 && scenes.every(({ id }) => done.includes(id));
