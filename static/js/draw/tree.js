// @ts-check
/**
 * A formula tree laid out as a formula, numbers in place of names; every part shows what it comes
 * to.
 */
import { el } from '../lib/sketch.js';
import { cases, constant, isLeaf, line } from '../lib/expr.js';
import { number } from './number.js';
import { near } from '../lib/format.js';

/** @typedef {import('../types.js').Expr} Expr */
/** @typedef {import('../lib/sketch.js').Sketch} Sketch */
/** @typedef {import('../types.js').Translate} Translate */
/** @typedef {import('./number.js').Ink & {t: Translate}} Ink */

const SIGNS = /** @type {Record<string, string>} */ ({ '+': '+', sum: '+', '-': '−', '*': '×' });
const FUNCTIONS = /** @type {Record<string, string>} */ ({ sqrt: '√' });
/** Sums that are longer show their largest terms only. */
const SHOWN = 4;

/**
 * @param {Expr} expr
 * @param {Ink} ink
 */
export const tree = (expr, ink) => el('div', { class: 'tree' }, body(expr, ink));

/** @param {Expr} expr @param {Ink} ink @returns {Sketch} */
function part(expr, ink) {
  if (isLeaf(expr)) return leaf(expr, ink);
  if (expr.op === 'neg' && isLeaf(expr.args?.[0] ?? expr))
    return el('span', { class: 'signed' }, body(expr, ink)); // what it comes to is read off it
  return el(
    'span',
    { class: 'part' },
    el('span', { class: 'part-body' }, body(expr, ink)),
    el('small', { attrs: { title: String(expr.value) } }, near(expr.value, ink.digits)),
  );
}

/** @param {Expr} expr @param {Ink} ink */
function leaf(expr, ink) {
  const name = expr.op === 'cell' || expr.name ? line(expr, ink.name) : '';
  if (expr.op === 'const' && !name) return el('span', { class: 'bare' }, constant(expr));
  return el('span', { class: 'leaf' }, el('small', null, name), number(expr, ink));
}

/** @param {Expr} expr @param {Ink} ink @returns {Sketch[]} */
function body(expr, ink) {
  const args = expr.args ?? [];
  switch (expr.op) {
    case 'cell':
    case 'const':
      return [leaf(expr, ink)];
    case '+':
    case '-':
    case '*':
      return joined(
        args.map((arg) => part(arg, ink)),
        SIGNS[expr.op],
      );
    case 'sum':
      return sum(args, ink);
    case '/':
      return [fraction(expr, ink)];
    case 'neg':
      return [sign('−'), part(args[0], ink)];
    case 'pow':
      return [part(args[0], ink), el('sup', null, part(args[1], ink))];
    case 'abs':
      return [sign('|'), part(args[0], ink), sign('|')];
    case 'if>0':
      return [choice(args, ink)];
    default:
      return applied(expr.op, args, ink);
  }
}

/**
 * One bar, whatever is divided how often: a / b / c is a over b × c.
 * @param {Expr} expr
 * @param {Ink} ink
 */
function fraction(expr, ink) {
  const below = [];
  let above = expr;
  for (; above.op === '/' && above.args; above = above.args[0]) below.unshift(above.args[1]);
  const under = joined(
    below.map((arg) => part(arg, ink)),
    '×',
  );
  return el(
    'span',
    { class: 'over' },
    part(above, ink),
    el('i'),
    below.length > 1 ? el('span', { class: 'part-body' }, under) : under,
  );
}

/**
 * A function's one argument that is computed has a frame already.
 * @param {string} name
 * @param {Expr[]} args
 * @param {Ink} ink
 */
function applied(name, args, ink) {
  const inside = joined(
    args.map((arg) => part(arg, ink)),
    ',',
  );
  const framed = args.length === 1 && !isLeaf(args[0]);
  return [word(FUNCTIONS[name] ?? name), ...(framed ? inside : [sign('('), ...inside, sign(')')])];
}

/** @param {Expr[]} args @param {Ink} ink */
function sum(args, ink) {
  const left = args.find((arg) => arg.op === 'rest');
  const given = args
    .filter((arg) => arg.op !== 'rest')
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const shown = given.length > SHOWN + 1 ? given.slice(0, SHOWN) : given;
  const hidden = given.length - shown.length + (left?.count ?? 0);
  const value = given
    .slice(shown.length)
    .reduce((total, arg) => total + arg.value, left?.value ?? 0);
  const more = el(
    'span',
    { class: 'leaf' },
    el('small', null, ink.t('number.more', { n: hidden })),
    el('span', { class: 'bare' }, near(value, ink.digits)),
  );
  const parts = shown.map((arg) => part(arg, ink));
  return joined(hidden ? [...parts, more] : parts, '+');
}

/** The branch that was taken, and the one that was not. @param {Expr[]} args @param {Ink} ink */
function choice(args, ink) {
  const { test, yes, no, signs } = cases(args);
  const positive = args[0].value > 0;
  /** @param {Expr} branch @param {boolean} taken @param {string} when */
  const row = (branch, taken, when) =>
    el(
      'div',
      { class: taken ? 'branch taken' : 'branch' },
      el('span', { class: 'when' }, when),
      part(branch, ink),
      el('em', null, ink.t(taken ? 'number.taken' : 'number.left')),
    );
  return el(
    'div',
    { class: 'choice' },
    el(
      'div',
      { class: 'branch test' },
      part(test, ink),
      sign(Number.isNaN(test.value) ? '≯' : signs[positive ? 0 : 1]),
      el('span', { class: 'bare' }, '0'),
    ),
    row(yes, positive, `${signs[0]} 0`),
    row(no, !positive, `${signs[1]} 0`),
  );
}

/** @param {Sketch[]} parts @param {string} text */
const joined = (parts, text) => parts.flatMap((node, k) => (k ? [sign(text), node] : [node]));
/** @param {string} text */
const sign = (text) => el('span', { class: 'sign' }, text);
/** @param {string} text */
const word = (text) => el('span', { class: 'word' }, text);
