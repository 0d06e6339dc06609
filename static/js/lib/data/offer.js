// @ts-check
/** Other samples for a network: what has to change in it so that they fit, the likeliest first. */
import { changed, patchOf } from '../layers.js';

/** @typedef {import('../layers.js').Entry} Entry */

/**
 * @typedef {object} Wish            samples that a person wants
 * @property {Record<string, any>} data    as a description has them
 * @property {number} samples
 * @property {number} classes        0 where the target is numbers
 * @property {number} outputs        numbers of a target, where it is numbers
 * @property {number[]} [labels]     a class for each sample, where the samples are a person's own
 */

/** More samples than this are learnt from in batches. */
const MANY = 64;
const SIZE = 32;

/** How many outputs the samples need. @param {Wish} wish */
export const needed = ({ classes, outputs }) => classes || outputs;

/** Whether so many outputs may do: two classes are also one number. @param {Wish} wish @param {number} outputs */
export const mayFit = (wish, outputs) => outputs === needed(wish) || (wish.classes === 2 && outputs === 1);

/**
 * The last layer whose size is a person's to choose, with as many outputs as are needed; null where there is none.
 * @param {Entry[]} entries
 * @param {Record<string, {settings: Record<string, {type: string, required: boolean}>}>} kinds   of layers, from the catalog
 * @param {number} outputs
 */
export function widened(entries, kinds, outputs) {
  const sizeOf = (/** @type {Entry} */ entry) => Object.entries(kinds[entry.kind]?.settings ?? {}).find(([, { type, required }]) => required && type === 'integer')?.[0];
  const index = entries.findLastIndex(sizeOf);
  return index < 0 ? null : changed(entries, index, String(sizeOf(entries[index])), outputs);
}

/**
 * Descriptions to try, one after the other, until the server takes one.
 * @param {Wish} wish
 * @param {{entries: Entry[], kinds: any, outputs: number, size: number | null}} network   its last outputs, and its batch size
 * @returns {any[]}
 */
export function attempts(wish, { entries, kinds, outputs, size }) {
  const wider = outputs === needed(wish) ? null : widened(entries, kinds, needed(wish)), batch = batchFor(wish.samples, size);
  const { labels, classes } = wish;
  /** @param {number} width @param {object} [network] */
  const change = (width, network) => ({ ...network, ...(batch ? { batch } : {}), data: { ...wish.data, ...(labels ? { target: width === classes ? oneHot(labels, classes) : labels } : {}) } });
  return [...(mayFit(wish, outputs) || !wider ? [change(outputs)] : []), ...(wider ? [change(needed(wish), { network: { layers: patchOf(wider) } })] : [])];
}

/**
 * Batches of many samples, shuffled: in a table one class often stands after the other. Null where one batch holds all.
 * @param {number} samples
 * @param {number | null} size   that was chosen
 */
export const batchFor = (samples, size) => ((size ?? MANY) < samples ? { size: size ?? SIZE, shuffle: true } : null);

/** @param {number[]} labels @param {number} count */
const oneHot = (labels, count) => labels.map((label) => Array.from({ length: count }, (_, k) => (k === label ? 1 : 0)));

/** How many of the samples are kept for the test, as the server counts. @param {number} samples @param {number} fraction */
export function heldBack(samples, fraction) {
  const exact = samples * fraction, low = Math.floor(exact), rest = exact - low;
  const rounded = rest === 0.5 ? low + (low % 2) : Math.round(exact); // a half goes to the even number
  return Math.min(rounded, samples - 1);
}

/**
 * A column has another role now: the wishes that say so, with all columns named by their place.
 * @param {{role: string}[]} columns
 * @param {number} index
 * @param {string} role
 */
export function roles(columns, index, role) {
  const all = columns.map((column, k) => (k === index ? role : column.role));
  const of = (/** @type {string} */ wanted) => all.flatMap((each, k) => (each === wanted ? [k] : []));
  return { target: of('target'), inputs: of('input') };
}

/**
 * What is wrong with a table, as the page says it: the key of its words, and what fills them.
 * @param {import('../../types.js').Flaw} flaw
 * @returns {[string, Record<string, string | number>]}
 */
export function wrongWith({ code, pointer, found, allowed }) {
  const line = Number(pointer.split('/')[2] ?? 0), column = found?.column ?? '', text = String(found?.text ?? found ?? '');
  const slots = { line, column, found: text, most: allowed?.max ?? '', cells: allowed?.cells ?? '' };
  if (allowed?.of === 'roles') return ['samples.wrong.roles', slots];
  if (code === 'missing_field') return [`samples.wrong.${column ? 'empty' : line ? 'rows' : 'nothing'}`, slots];
  if (code === 'ragged') return [`samples.wrong.${allowed?.cells ? 'ragged' : 'narrow'}`, slots];
  if (code === 'too_large') return [allowed?.of ? `samples.wrong.large.${allowed.of}` : 'samples.wrong.body', slots];
  if (code === 'out_of_range' && !line) return [`samples.wrong.${allowed ? 'many' : 'both'}`, slots];
  if (code === 'wrong_type' && !column && text.match(/\d/)) return ['samples.wrong.marks', slots];
  return [`samples.wrong.${code === 'out_of_range' ? 'beyond' : code === 'wrong_type' ? (column ? 'number' : 'quote') : 'other'}`, slots];
}
