// @ts-check
/**
 * Formula trees of the API (`Expr`): their leaves, their outline, and how they read in one line.
 */
import { spell } from './names.js';
import { near } from './format.js';

/** @typedef {import('../types.js').Expr} Expr */
/** @typedef {(leaf: number, axis: number, index: number) => string | number} Place */
/**
 * @typedef {(address: string) => string} Naming   what a tensor is called here: y₂, or x₃ to the
 *   layer that reads it
 */

/** How tightly an operation binds; what is missing here is written as a function. */
const BINDS = /** @type {Record<string, number>} */ ({
  '+': 1,
  '-': 1,
  sum: 1,
  '*': 2,
  '/': 2,
  neg: 2,
  pow: 3,
});
const SIGNS = /** @type {Record<string, string>} */ ({
  '+': ' + ',
  '-': ' − ',
  '*': ' · ',
  '/': ' / ',
  sum: ' + ',
});

/** @param {Expr} expr */
export const isLeaf = (expr) => expr.op === 'cell' || expr.op === 'const';

/**
 * The cells under a node, from left to right.
 * @param {Expr} expr
 * @returns {Expr[]}
 */
export const cells = (expr) => (expr.op === 'cell' ? [expr] : (expr.args ?? []).flatMap(cells));

/**
 * The same tree with each choice inside it (not the one at its root) replaced by the branch that
 * was taken.
 * @param {Expr} expr
 * @returns {Expr}
 */
export const decided = (expr) =>
  expr.args ? { ...expr, args: expr.args.map((arg) => decided(taken(arg))) } : expr;

/** @param {Expr} expr @returns {Expr} */
function taken(expr) {
  if (expr.op !== 'if>0' || !expr.args) return expr;
  const [test, yes, no] = expr.args;
  return taken(test.value > 0 ? yes : no);
}

/**
 * A choice as its formula writes it: a test of a size asks whether something is 0, and where it is
 * 0 it says so.
 * @param {Expr[]} args   of if>0
 * @returns {{test: Expr, yes: Expr, no: Expr, signs: [string, string]}}
 */
export function cases([test, yes, no]) {
  if (test.op !== 'abs' || !test.args) return { test, yes, no, signs: ['>', '≤'] };
  const [inner] = test.args;
  const zero = JSON.stringify(inner) === JSON.stringify(no) && !Number.isNaN(inner.value);
  return { test: inner, yes, no: zero ? { op: 'const', value: 0 } : no, signs: ['≠', '='] };
}

/** How many levels of operations it has. @param {Expr} expr @returns {number} */
export const depth = (expr) => (expr.args ? 1 + Math.max(0, ...expr.args.map(depth)) : 0);

/**
 * The same for two trees that differ only in their indices and values.
 * @param {Expr} expr
 * @returns {string}
 */
export const outline = (expr) =>
  `${expr.op} ${expr.address ?? expr.name ?? ''}(${(expr.args ?? []).map(outline).join()})`;

/** A constant's number, without idle zeros. @param {Expr} expr */
export function bare({ value }) {
  const short = String(value).replaceAll('-', '−');
  return short.length <= 6 ? short : near(value, 4);
}

/** A constant: α where it has a name, else its number. @param {Expr} expr */
export const constant = (expr) => (expr.name ? spell(expr.name) : bare(expr));

/**
 * x₃[0,2]; a scalar has no brackets.
 * @param {string} name
 * @param {(number | string)[]} at
 */
export const cellName = (name, at) => name + (at.length ? `[${at.join(',')}]` : '');

/**
 * In one line: (y₃[0,0] − t[0,0])².
 * @param {Expr} expr
 * @param {Naming} name
 * @param {Place} [place]   writes an index; rows of a table put a letter where they differ
 */
export function line(expr, name, place = (_leaf, _axis, index) => index) {
  let leaf = -1;
  /** @param {Expr} node @param {number} around @returns {string} */
  const write = (node, around) => {
    if (node.op === 'cell') {
      leaf += 1;
      return cellName(
        name(node.address ?? ''),
        (node.at ?? []).map((index, axis) => place(leaf, axis, index)),
      );
    }
    if (node.op === 'const') return constant(node);
    if (node.op === 'rest') return '…';
    const args = node.args ?? [];
    const binds = BINDS[node.op];
    if (!binds)
      return call(
        node.op,
        args.map((arg) => write(arg, 0)),
      );
    const inner = () => {
      if (node.op === 'pow') return power(write(args[0], 3.5), args[1], write);
      if (node.op === 'neg') return `−${write(args[0], 2.5)}`;
      return args.map((arg, k) => write(arg, k ? binds + 0.5 : binds)).join(SIGNS[node.op]);
    };
    return binds < around ? `(${inner()})` : inner();
  };
  return write(expr, 0);
}

/**
 * @param {string} base
 * @param {Expr} exponent
 * @param {(node: Expr, around: number) => string} write
 */
const power = (base, exponent, write) =>
  exponent.op === 'const' && exponent.value === 2 ? `${base}²` : `${base}^${write(exponent, 3.5)}`;

/** @param {string} op @param {string[]} args */
function call(op, args) {
  if (op === 'sqrt') return `√(${args[0]})`;
  if (op === 'abs') return `|${args[0]}|`;
  return op === 'if>0' ? `${args[0]} > 0 ? ${args[1]} : ${args[2]}` : `${op}(${args.join(', ')})`;
}
