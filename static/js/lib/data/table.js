// @ts-check
/**
 * A table of one's own: what its columns are for, what is wrong with it in words, and what it asks.
 */
import { allowedBy, spotOf, textOf } from '../flaw.js';

/** @typedef {import('../../types.js').Flaw} Flaw */

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {'number' | 'yes_no' | 'text'} type
 * @property {'input' | 'target' | 'unused'} role
 * @property {number} becomes    columns of x, as an input
 * @property {number} gaps
 * @property {'date' | 'percent' | 'money' | null} form
 * @property {number} problems
 *
 * @typedef {object} Wishes
 * @property {number[]} [target]
 * @property {number[]} [inputs]
 * @property {boolean | null} [header]
 * @property {boolean | null} [classes]
 * @property {boolean} [images]
 * @property {string} [decimal]
 * @property {'drop' | 'mean'} [gaps]
 */

/** Columns that a table has before they are searched and not read through. */
export const MANY = 12;

/** First bytes of a file that tell whether it is text: a table holds no NUL. */
export const HEAD = 65_536;

/**
 * Some columns have another role now: the wishes that say so, with all columns named by their
 * place. A target that is chosen takes the place of one that nobody chose.
 * @param {{role: string}[]} columns
 * @param {number[]} places
 * @param {string} role
 * @param {boolean} [chosen]   whether the present targets were chosen
 * @returns {{target: number[], inputs: number[]}}
 */
export function roles(columns, places, role, chosen = true) {
  const others = role === 'target' && !chosen ? 'input' : 'target';
  const all = columns.map((column, k) => {
    if (places.includes(k)) return role;
    return column.role === 'target' ? others : column.role;
  });
  const of = (/** @type {string} */ wanted) =>
    all.flatMap((each, k) => (each === wanted ? [k] : []));
  return { target: of('target'), inputs: of('input') };
}

/**
 * The columns whose name holds what is searched for, with their places.
 * @template {{name: string}} T
 * @param {T[]} columns
 * @param {string} searched
 * @returns {{column: T, place: number}[]}
 */
export function matching(columns, searched) {
  const wanted = searched.trim().toLowerCase();
  return columns
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => column.name.toLowerCase().includes(wanted));
}

/** Whether a mark is asked for: which of the two is the decimal one. @param {Flaw[]} errors */
export const asksMark = (errors) => errors.find((flaw) => allowedBy(flaw).of === 'marks') ?? null;

/**
 * A number with one mark, read in both ways: `1.234` is 1.234 with a decimal point, and 1234 with a
 * decimal comma.
 * @param {string} text
 * @param {string} decimal   the mark that is taken for the decimal one
 */
export function readWith(text, decimal) {
  const other = decimal === '.' ? ',' : '.';
  return Number(text.replaceAll(other, '').replace(decimal, '.').replaceAll('−', '-'));
}

/** The problems of one column. @param {Flaw[]} errors @param {string} name */
export const problemsOf = (errors, name) => errors.filter((flaw) => spotOf(flaw).column === name);

/**
 * The problems that are no column's own.
 * @param {Flaw[]} errors
 * @param {{name: string}[]} columns
 */
export function problemsOfAll(errors, columns) {
  const names = new Set(columns.map(({ name }) => name));
  return errors.filter((flaw) => {
    const { column } = spotOf(flaw);
    return column === undefined || !names.has(column);
  });
}

/** What is wrong of these has words of its own. */
const OWN = ['roles', 'gaps', 'images', 'classes', 'marks', 'separator'];

/**
 * What is wrong with a table, as the page says it: the key of its words, and what fills them.
 * @param {Flaw} flaw
 * @returns {[string, Record<string, string | number>]}
 */
export function wrongWith(flaw) {
  const { code, pointer, allowed } = flaw;
  const { max = '', cells = '', of = '' } = allowedBy(flaw);
  const { column = '' } = spotOf(flaw);
  const line = Number(pointer.split('/')[2] ?? 0);
  const text = String(textOf(flaw) ?? '');
  const slots = { line, column, found: text, most: max, cells };
  /** @param {string} name @returns {[string, typeof slots]} */
  const say = (name) => [`samples.wrong.${name}`, slots];
  if (of === 'file') return say(`file.${text}`);
  if (OWN.includes(of)) return say(of);
  if (code === 'missing_field') return say(line ? 'rows' : 'nothing');
  if (code === 'ragged') return say(cells ? 'ragged' : 'narrow');
  if (code === 'too_large') return say(of ? `large.${of}` : 'body');
  if (code === 'out_of_range' && line) return say('beyond');
  if (code === 'out_of_range') return say(allowed ? 'many' : 'both');
  if (code === 'wrong_type') return say(column ? 'number' : 'quote');
  return say('other');
}
