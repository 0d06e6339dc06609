// @ts-check
/**
 * How a teacher's link shows the page: without some of its parts, without editing, larger for a
 * projector.
 */

/**
 * @typedef {object} Manner
 * @property {string[]} hide      parts that are left out
 * @property {boolean} lock       nothing can be edited; stepping can
 * @property {boolean} present    larger
 */

/** What can be left out; manner.css says what each of them is. */
const PARTS = [
  'topbar',
  'timeline',
  'controls',
  'tools',
  'legend',
  'memory',
  'drawer',
  'inspector',
  'sentence',
  'formulas',
  'number',
  'chain',
];

/** @param {URLSearchParams} query @returns {Manner} */
export const readManner = (query) => ({
  hide: PARTS.filter((part) => (query.get('hide') ?? '').split(/[\s,]+/).includes(part)),
  lock: query.get('lock') === '1',
  present: query.get('present') === '1',
});

/** @param {URLSearchParams} query @param {Manner} manner */
export function writeManner(query, { hide, lock, present }) {
  if (hide.length) query.set('hide', hide.join(','));
  if (lock) query.set('lock', '1');
  if (present) query.set('present', '1');
}
