// @ts-check
/**
 * A product or a sum of matrices as it stands on a blackboard: the row and the column that meet are
 * framed, or the numbers that are added, and so is the number that they give.
 */
import { el } from '../lib/sketch.js';
import { written, writingOf } from '../lib/digits.js';

/** @typedef {import('../lib/product.js').Matrix} Matrix */
/** @typedef {import('../lib/product.js').Product} Product */
/**
 * @typedef {{kind: (address: string) => 'v' | 'g', shade: (value: number, kind: 'v' | 'g') =>
 *   number}} Ink
 */

/** Letters of a number; longer ones get a power of ten. */
const LONGEST = 6;

/**
 * The width of a letter and of what lies around it, in pixels at the smallest size of text;
 * inspector.css has the same.
 */
const LETTER = 6.3;
const AROUND = 5;
const GAP = 13;
const BRACKETS = 9;

/** @param {Matrix} matrix */
const numbers = ({ rows, cols, value }) =>
  rows.flatMap((row) =>
    row === null ? [] : cols.flatMap((col) => (col === null ? [] : [value(row, col)])),
  );

/**
 * How the numbers that are shown of a matrix are written, and how long that gets.
 * @param {Matrix} matrix
 */
export function script(matrix) {
  const all = numbers(matrix);
  const writing = writingOf(all, (text) => text.length <= LONGEST);
  return { writing, length: Math.max(...all.map((value) => written(value, writing).length)) };
}

/** About how wide it is drawn, in pixels. @param {Matrix} matrix */
export const widthOf = (matrix) =>
  matrix.cols.reduce(
    (/** @type {number} */ sum, col) =>
      sum + (col === null ? GAP : script(matrix).length * LETTER + AROUND),
    BRACKETS,
  );

/**
 * @param {Product} product
 * @param {Ink} ink
 * @param {string} label   what it says to who does not see it
 */
export const productInNumbers = ({ left, right, added, result, row, col }, ink, label) =>
  el(
    'div',
    { class: 'product', attrs: { role: 'img', 'aria-label': label } },
    el('span', null, brackets(left, ink, { row }), brackets(right, ink, { col })),
    added && el('span', null, el('i', null, '+'), brackets(added, ink, { row: 0, col })),
    el('span', null, el('i', null, '='), brackets(result, ink, { row, col })),
  );

/**
 * @param {import('../lib/addends.js').Sum} sum
 * @param {Ink} ink
 * @param {string} label   what it says to who does not see it
 */
export const sumInNumbers = ({ parts, rest, result, row, col }, ink, label) =>
  el(
    'div',
    { class: 'product', attrs: { role: 'img', 'aria-label': label } },
    parts.map((part, k) =>
      el('span', null, k > 0 && el('i', null, '+'), brackets(part, ink, { row, col })),
    ),
    rest > 0 && el('span', null, el('i', null, '+'), el('i', null, '⋯')),
    el('span', null, el('i', null, '='), brackets(result, ink, { row, col })),
  );

/**
 * @param {Matrix} matrix
 * @param {Ink} ink
 * @param {{row?: number, col?: number}} framed   a row, a column, or where they meet
 */
function brackets(matrix, { kind: kindOf, shade }, { row, col }) {
  const { rows, cols, address } = matrix;
  const kind = kindOf(address);
  const { writing, length } = script(matrix);
  const met = row !== undefined && col !== undefined;
  const cell = (/** @type {number} */ r, /** @type {number} */ c) => {
    const [i, j] = [rows[r], cols[c]];
    const place = { 'grid-area': `${r + 1} / ${c + 1}` };
    const out = (/** @type {string} */ dots) => el('span', { class: 'out', style: place }, dots);
    if (i === null) return out(j === null ? '⋱' : '⋮');
    if (j === null) return out('⋯');
    const value = matrix.value(i, j);
    return el(
      'span',
      {
        class: `figure ${value < 0 ? 'neg' : 'pos'}${met && i === row && j === col ? ' met' : ''}`,
        style: { ...place, '--m': shade(value, kind).toFixed(3) },
        dataset: { cell: matrix.at(i, j).join(',') },
      },
      written(value, writing),
    );
  };
  const at = { row: rows.indexOf(row ?? -1), col: cols.indexOf(col ?? -1) };
  const across = { 'grid-area': `${at.row + 1} / 1 / auto / span ${cols.length}` };
  const down = { 'grid-area': `1 / ${at.col + 1} / span ${rows.length}` };
  return el(
    'span',
    {
      class: `brackets ${kind}`,
      dataset: { product: address },
      style: {
        '--letters': length,
        'grid-template-columns': cols.map((j) => (j === null ? `${GAP}px` : 'auto')).join(' '),
        'grid-template-rows': rows.map((i) => (i === null ? '1em' : '1.75em')).join(' '),
      },
    },
    rows.flatMap((_, r) => cols.map((__, c) => cell(r, c))),
    !met && el('u', { style: row === undefined ? down : across }),
  );
}
