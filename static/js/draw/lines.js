// @ts-check
/**
 * A formula that may go on in a next line: behind a relation, before a term that is added or taken
 * away, and between its clauses. Derivatives, fractions, products and what stands under a sum stay
 * whole.
 */
import { el, math, parts as inside, saidBy } from '../lib/sketch.js';

/** @typedef {import('../lib/sketch.js').Sketch} Sketch */

const RELATIONS = ['=', '←', '∈'];
const TERMS = ['+', '−'];
const OPENING = ['(', '{', '['];
const CLOSING = [')', '}', ']'];
/** Behind these a minus is a sign and begins no term. */
const UNFINISHED = [...RELATIONS, ...TERMS, ...OPENING, '·', '⊙', ',', '<', '≤', '>', '≥', '≠'];

/**
 * @param {Sketch} formula   one <math> element, which becomes part of what is returned
 * @returns {Sketch}
 */
export function inLines(formula) {
  const piece = (/** @type {Sketch[]} */ items) => math('math', formula.props, items);
  // a term that is wider than the line breaks inside of its parentheses
  return el(
    'span',
    { class: 'lines' },
    joined(
      split(flat(formula), 0).map((items) => el('span', null, joined(parts(items).map(piece)))),
    ),
  );
}

/**
 * A term, with a place to break in its parentheses; they are as high on both sides of it.
 * @param {Sketch[]} items
 */
function parts(items) {
  const pieces = split(items, 1);
  if (pieces.length > 1) for (const pair of pairs(items)) even(items, pair);
  return pieces;
}

/**
 * Where outermost parentheses open and close.
 * @param {Sketch[]} items
 */
function pairs(items) {
  /** @type {[number, number][]} */
  const found = [];
  /** @type {number[]} */
  const open = [];
  for (const [k, item] of items.entries()) {
    if (OPENING.includes(signOf(item))) open.push(k);
    const from = CLOSING.includes(signOf(item)) ? open.pop() : undefined;
    if (from !== undefined && !open.length) found.push([from, k]);
  }
  return found;
}

/**
 * As high as a fraction between them, or as a letter.
 * @param {Sketch[]} items
 * @param {[number, number]} pair
 */
function even(items, [from, to]) {
  /** @type {Record<string, string>} */
  const size = items.slice(from + 1, to).some(isTall)
    ? { minsize: '2.3em' }
    : { stretchy: 'false' };
  give(items[from], size);
  give(items[to], size);
}

/** @param {Sketch} item @returns {boolean} */
const isTall = (item) => item.tag === 'mfrac' || inside(item).some(isTall);

/** @param {Sketch} item @param {Record<string, string>} attrs */
function give(item, attrs) {
  item.props = { ...item.props, attrs: { ...item.props?.attrs, ...attrs } };
}

/** With a place to break between two. @param {Sketch[]} nodes */
const joined = (nodes) => nodes.flatMap((node, k) => (k ? ['\u200b', node] : [node]));

/**
 * What stands side by side: rows that only group are gone, those that are a symbol stay.
 * @param {Sketch} row
 * @returns {Sketch[]}
 */
const flat = (row) => inside(row).flatMap((child) => (groups(child) ? flat(child) : [child]));

/** @param {Sketch} child */
const groups = (child) =>
  child.tag === 'mrow' && !child.props && !inside(child).some(({ tag }) => tag === 'mtable');

/** @param {Sketch} item */
const signOf = (item) => (item.tag === 'mo' ? saidBy(item) : '');

/**
 * Before each term, behind each relation and clause, where so many parentheses are open; a clause
 * stays whole.
 * @param {Sketch[]} items
 * @param {number} deep
 */
function split(items, deep) {
  /** @type {Sketch[][]} */
  const pieces = [[]];
  let depth = 0;
  let before = '';
  let ended = false;
  let clause = false;
  for (const item of items) {
    const sign = signOf(item);
    const term = TERMS.includes(sign) && before !== '' && !UNFINISHED.includes(before);
    if (ended || (term && depth === deep && !clause)) pieces.push([]);
    // at the edge of a piece too
    if (term || RELATIONS.includes(sign)) give(item, { form: 'infix' });
    pieces[pieces.length - 1].push(item);
    depth += Number(OPENING.includes(sign)) - Number(CLOSING.includes(sign));
    ended =
      deep === 0 && depth === 0 && ((RELATIONS.includes(sign) && !clause) || item.tag === 'mspace');
    clause ||= item.tag === 'mspace';
    before = sign || 'term';
  }
  return pieces;
}
