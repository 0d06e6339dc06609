// @ts-check
/**
 * Numbers that were copied elsewhere: cells of a spreadsheet, CSV, what numpy or PyTorch print,
 * JSON, a matrix of MATLAB or LaTeX.
 */

import { readTyped } from './number.js';

/**
 * @typedef {{shape: number[], data: number[]}} Matrix
 * @typedef {{wrong: 'words' | 'ragged' | 'elided', found: string}} Unread
 * @typedef {(string | Nested)[]} Nested   lists of lists of words
 */

const CALL = /^[\w.]+\(\s*(?=[[(])/;
const CALL_END = /\s*(?:,\s*\w+\s*=[^\]]*)?\)\s*;?$/;
const NAME = /^[^\W\d]\w*\s*:?=\s*/;
const LATEX = /\\begin\{\w*(?:matrix|array)\}(?:\{[^}]*\})?([\s\S]*?)\\end/;
const PIECE = /\s*([[\](),;]|[^[\](),;\s]+)/y;

/**
 * The matrix that a text holds; null where it holds one number, or no numbers at all. Where it can
 * be read in two ways, as 1,2 can, it is read in the one that fits.
 * @param {string} text
 * @param {(shape: number[]) => boolean} fits
 * @returns {Matrix | Unread | null}
 */
export function readMatrix(text, fits) {
  const plain = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').trim();
  if (!/\d/.test(plain) || !/[\s,;[(&]/.test(plain) || /^[^\s,]+,\d+\S*$/.test(plain)) return null;
  if (/\.\.\.|…|\\[cvd]dots/.test(plain)) return { wrong: 'elided', found: '…' };
  const ways = readings(plain).map(numbered);
  const read = ways.filter((way) => 'shape' in way);
  const best = read.find(({ shape }) => fits(shape)) ?? read[0] ?? ways[0] ?? null;
  return best && 'shape' in best && best.data.length < 2 ? null : best;
}

/** All that it may say, the likeliest first. @param {string} plain @returns {(Nested | null)[]} */
function readings(plain) {
  const [, latex] = LATEX.exec(plain) ?? [];
  if (latex !== undefined) return [rows(latex, /\\\\/, /&/)];
  const bare = plain.replace(NAME, '').replace(CALL, '');
  const list = bare === plain ? bare : bare.replace(CALL_END, '');
  if (/^[[(]/.test(list)) {
    const inside = list.slice(1, -1);
    if (/^\[[^[\]]*[;\n][^[\]]*\]$/.test(list) && !/,\s*\n/.test(list))
      return [rows(inside, /[;\n]/, /[\s,]+/)];
    return [nested(list)];
  }
  if (plain.includes('\t')) return [rows(plain, /\n/, /\t/)];
  if (plain.includes(';')) return [rows(plain, /\n/, /;/)];
  const blanks = rows(plain, /\n/, /\s+/);
  const commas = rows(plain, /\n/, /,/);
  if (!plain.includes(',')) return [blanks];
  // 1,2 is two numbers, or one with a decimal comma; 1,2 3,4 has decimal commas for sure
  return /\d,\d\S*[ ]+\S*\d,\d/.test(plain) ? [blanks, commas] : [commas, blanks];
}

/** @param {string} text @param {RegExp} between @param {RegExp} within @returns {Nested} */
const rows = (text, between, within) =>
  text
    .split(between)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) =>
      line
        .replace(/[,;]$/, '')
        .split(within)
        .map((word) => word.trim()),
    );

/**
 * Lists within lists; null where a bracket is missing.
 * @param {string} text
 * @returns {Nested | null}
 */
function nested(text) {
  /** @type {Nested[]} */
  const open = [[]];
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    const [, sign] = piece;
    if ('[('.includes(sign)) open.push([]);
    else if ('])'.includes(sign)) {
      const whole = open.pop();
      const around = open.at(-1);
      if (!around || !whole) return null;
      around.push(whole);
    } else if (!',;'.includes(sign)) open.at(-1)?.push(sign);
  }
  const [[whole, ...rest], ...others] = open;
  return others.length || rest.length || typeof whole === 'string' ? null : (whole ?? null);
}

/** @param {Nested | null} lists @returns {Matrix | Unread} */
function numbered(lists) {
  if (!lists?.length) return { wrong: 'words', found: '' };
  const shape = shapeOf(lists);
  if (!shape) return { wrong: 'ragged', found: '' };
  /** @type {number[]} */
  const data = [];
  for (const word of /** @type {unknown[]} */ (lists).flat(shape.length)) {
    const { value } = readTyped(String(word).replace(/^(-?\d+)\.$/, '$1'));
    if (value === undefined) return { wrong: 'words', found: String(word) };
    data.push(value);
  }
  return { shape, data };
}

/**
 * The shape of lists that are all alike; null where they are not.
 * @param {string | Nested} lists
 * @returns {number[] | null}
 */
function shapeOf(lists) {
  if (!Array.isArray(lists)) return [];
  const [first, ...others] = lists.map(shapeOf);
  if (!first || others.some((shape) => String(shape) !== String(first))) return null;
  return [lists.length, ...first];
}

/**
 * Whether numbers of one shape can fill a tensor of another: axes of length 1 do not count.
 * @param {number[]} shape
 * @param {number[]} wanted
 */
export const fills = (shape, wanted) => String(longer(shape)) === String(longer(wanted));

/** @param {number[]} shape */
const longer = (shape) => shape.filter((size) => size !== 1);

/** The transpose of a matrix. @param {Matrix} matrix @returns {Matrix} */
export function turned({ shape: [down, across], data }) {
  const places = Array.from(
    { length: down * across },
    (_, k) => (k % down) * across + Math.floor(k / down),
  );
  return { shape: [across, down], data: places.map((place) => data[place]) };
}

/**
 * Every cell of a tensor with its new number, as the API's edit takes them.
 * @param {string} address
 * @param {number[]} shape   the tensor's
 * @param {number[]} data
 */
export function cellsOf(address, shape, data) {
  return data.map((value, position) => {
    const at = [];
    for (let axis = shape.length - 1, rest = position; axis >= 0; axis -= 1) {
      at.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return { address, at, value };
  });
}
