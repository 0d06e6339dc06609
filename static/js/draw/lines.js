// @ts-check
/**
 * A formula that may go on in a next line: behind a relation, before a term that is added or taken
 * away, and between its clauses. Derivatives, fractions, products and what stands under a sum stay
 * whole.
 */
import { el, math } from '../platform/dom.js';

const RELATIONS = ['=', '←', '∈'];
const TERMS = ['+', '−'];
const OPENING = ['(', '{', '['];
const CLOSING = [')', '}', ']'];
/** Behind these a minus is a sign and begins no term. */
const UNFINISHED = [...RELATIONS, ...TERMS, ...OPENING, '·', '⊙', ',', '<', '≤', '>', '≥', '≠'];

/**
 * @param {MathMLElement} formula   one <math> element
 * @returns {HTMLElement}
 */
export function inLines(formula) {
  const attrs = Object.fromEntries([...formula.attributes].map(({ name, value }) => [name, value]));
  const piece = (/** @type {Element[]} */ items) =>
    math('math', { attrs }, math('mrow', null, items));
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
 * @param {Element[]} items
 */
function parts(items) {
  const pieces = split(items, 1);
  if (pieces.length > 1) for (const pair of pairs(items)) even(items, pair);
  return pieces;
}

/**
 * Where outermost parentheses open and close.
 * @param {Element[]} items
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
 * @param {Element[]} items
 * @param {[number, number]} pair
 */
function even(items, [from, to]) {
  const tall = items
    .slice(from + 1, to)
    .some((item) => item.localName === 'mfrac' || item.querySelector('mfrac'));
  for (const sign of [items[from], items[to]])
    if (tall) sign.setAttribute('minsize', '2.3em');
    else sign.setAttribute('stretchy', 'false');
}

/** With a place to break between two. @param {Node[]} nodes */
const joined = (nodes) => nodes.flatMap((node, k) => (k ? ['\u200b', node] : [node]));

/**
 * What stands side by side: rows that only group are gone, those that are a symbol stay.
 * @param {Element} row
 * @returns {Element[]}
 */
const flat = (row) => [...row.children].flatMap((child) => (groups(child) ? flat(child) : [child]));

/** @param {Element} child */
const groups = (child) =>
  child.localName === 'mrow' &&
  child.attributes.length === 0 &&
  !child.querySelector(':scope > mtable');

/** @param {Element} item */
const signOf = (item) => (item.localName === 'mo' ? (item.textContent ?? '') : '');

/**
 * Before each term, behind each relation and clause, where so many parentheses are open; a clause
 * stays whole.
 * @param {Element[]} items
 * @param {number} deep
 */
function split(items, deep) {
  /** @type {Element[][]} */
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
    if (term || RELATIONS.includes(sign)) item.setAttribute('form', 'infix');
    pieces[pieces.length - 1].push(item);
    depth += Number(OPENING.includes(sign)) - Number(CLOSING.includes(sign));
    ended =
      deep === 0 &&
      depth === 0 &&
      ((RELATIONS.includes(sign) && !clause) || item.localName === 'mspace');
    clause ||= item.localName === 'mspace';
    before = sign || 'term';
  }
  return pieces;
}
