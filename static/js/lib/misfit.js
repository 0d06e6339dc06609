// @ts-check
/** Where shapes do not meet, in words: "Linear needs rows of numbers and gets images of 1×4×4." */
import { allowedBy } from './flaw.js';
import { ofSample } from './shape.js';

/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../types.js').Translate} Translate */

/**
 * @typedef {object} Misfit
 * @property {number} index    of the layer; the error comes after the last
 * @property {number[] | null} gets   the shape that arrives; null where classes are counted
 * @property {number[] | null} has    the shape that the target has, where it is the target's
 * @property {{rank?: number | number[], least?: number}} needs   by number of axes, where that does
 *   not fit
 * @property {string} given    of one sample
 * @property {string} wanted   of one sample; empty where only the number of axes is known
 * @property {string | null} insert   the kind that would mend it, if put before
 */

/**
 * @param {Flaw[]} errors
 * @param {number} count   of layers
 * @returns {Misfit | null}
 */
export function misfit(errors, count) {
  const classes = errors
    .filter(({ code }) => code === 'class_out_of_range')
    .map(({ found }) => Number(found) + 1);
  const none = { gets: null, has: null, needs: {}, wanted: '', insert: null };
  if (classes.length)
    return {
      ...none,
      index: count,
      given: String(Number(allowedBy(errors[0]).max) + 1),
      wanted: String(Math.max(...classes)),
    };
  for (const flaw of errors) {
    const { code, pointer } = flaw;
    if (code !== 'shape_mismatch' || !Array.isArray(flaw.found)) continue;
    const found = flaw.found.map(Number);
    const { rank, min_rank: least, insert = null, shape } = allowedBy(flaw);
    const place = /\/network\/(?:layers\/(\d+)|loss)$/.exec(pointer);
    if (place)
      return {
        ...none,
        index: place[1] === undefined ? count : Number(place[1]),
        gets: found,
        needs: { rank, least },
        given: ofSample(found),
        insert,
      };
    if (pointer.endsWith('/data/target') && shape)
      return {
        ...none,
        index: count,
        gets: shape,
        has: found,
        given: ofSample(shape),
        wanted: ofSample(found),
      };
  }
  return null;
}

/**
 * Both shapes, or what is needed in place of the other.
 * @param {Misfit} clash
 * @param {Translate} t
 */
export const unequal = ({ given, wanted, needs }, t) => `${given} ≠ ${wanted || needed(needs, t)}`;

/**
 * One sentence.
 * @param {Misfit} clash
 * @param {string} name   of the layer, or of the error
 * @param {Translate} t
 */
export function told({ gets, has, needs, given, wanted }, name, t) {
  if (!gets) return t('misfit.classes', { given, wanted });
  if (has) return t('misfit.target', { gives: described(gets, t), has: described(has, t) });
  return t('misfit.needs', { name, needs: needed(needs, t), gets: described(gets, t) });
}

/** "rows of 3 numbers", "images of 1×4×4". @param {number[]} shape @param {Translate} t */
export function described(shape, t) {
  const size = ofSample(shape);
  if (shape.length === 2) return t(size === '1' ? 'misfit.gets.one' : 'misfit.gets.2', { size });
  return t(`misfit.gets.${shape.length in SORTS ? shape.length : 'n'}`, { size });
}

/**
 * "images", "rows of numbers or more".
 * @param {Misfit["needs"]} needs
 * @param {Translate} t
 * @returns {string}
 */
export function needed({ rank, least }, t) {
  if (Array.isArray(rank)) {
    const each = rank.map((one) => needed({ rank: one }, t));
    return each.reduce((one, other) => t('misfit.or', { one, other }));
  }
  const axes = rank ?? least ?? 0;
  const words = t(`misfit.needs.${axes in SORTS ? axes : 'n'}`, { n: axes });
  return rank === undefined ? t('misfit.least', { needs: words }) : words;
}

/** What samples of so many axes, the samples' own included, have a name for. */
const SORTS = { 1: 'numbers', 2: 'rows', 3: 'tables', 4: 'images' };
