// @ts-check
/**
 * Reads a formula tree as a table: one row for each term of its sum, one column for each factor of
 * the products.
 */
import { cells, depth, isLeaf, line, outline } from './expr.js';

/** @typedef {import('../types.js').Expr} Expr */
/** @typedef {import('./expr.js').Naming} Naming */

/**
 * @typedef {{expr: Expr, divides: boolean}} Factor
 * @typedef {{label: string, factors: Factor[], product: number, negative: boolean}} Row
 *
 * @typedef {object} Table
 * @property {string} over        the letters that run over the rows: k, or n for samples; '' when
 *   there are none
 * @property {string[]} heads     what stands in each column
 * @property {Row[]} rows
 * @property {{count: number, value: number} | null} rest   what the API left out, in one number
 * @property {{sign: '×' | '÷', by: Expr, sum: number} | null} around   what the whole sum is
 *   multiplied or divided by
 */

/** @typedef {{expr: Expr, sign: number}} Term */

/**
 * So few terms are better laid out as a formula, unless each column, or each term, has one name.
 */
const FEW = 4;

/**
 * @param {Expr} expr
 * @param {Naming} name
 * @param {Record<string, string[]>} [axes]   the letters that the step's formulas have for a
 *   tensor's axes
 * @returns {Table | null}   null for a tree that is no sum of products
 */
export function table(expr, name, axes = {}) {
  const { inner, around } = unwrap(expr);
  const terms = addends(inner, 1);
  const given = terms.filter((term) => term.expr.op !== 'rest');
  const rows = given.map(({ expr: term, sign }) => row(term, sign));
  if (!fits(terms, rows)) return null;

  const width = Math.max(...rows.map((entry) => entry.factors.length));
  const full = rows.filter((entry) => entry.factors.length === width);
  const { over, heads, labels } = columns(
    full.map((entry) => entry.factors),
    width,
    axes,
    name,
  );
  full.forEach((entry, k) => {
    entry.label = labels[k];
  });
  for (const entry of rows) if (entry.factors.length < width) entry.label = ownLabel(entry, name);
  if (
    rows.length <= FEW &&
    (heads.includes('') || rows.some((entry) => entry.factors.length < width && !entry.label))
  )
    return null;
  return { over, heads, rows, rest: remainder(terms), around };
}

/** @param {Term[]} terms @param {Row[]} rows */
function fits(terms, rows) {
  const factors = rows.flatMap((entry) => entry.factors);
  if (rows.length === 0) return false;
  if (terms.length === 1)
    return factors.length > 1 && factors.every((factor) => isLeaf(factor.expr));
  return (
    factors.every((factor) => depth(factor.expr) <= 2 && cells(factor.expr).length <= 2) &&
    rows.every((entry) => entry.factors.length <= 3)
  );
}

/** A sum that is multiplied or divided as a whole by a constant. @param {Expr} expr */
function unwrap(expr) {
  const [a, b] = expr.args ?? [];
  const many = (/** @type {Expr} */ side) => side && addends(side, 1).length > 1;
  /** @type {(inner: Expr, sign: '×' | '÷', by: Expr) => {inner: Expr, around: Table['around']}} */
  const wrapped = (inner, sign, by) => ({ inner, around: { sign, by, sum: inner.value } });
  if (expr.op === '/' && many(a) && b.op === 'const') return wrapped(a, '÷', b);
  if (expr.op === '*' && many(a) && b.op === 'const') return wrapped(a, '×', b);
  if (expr.op === '*' && many(b) && a.op === 'const') return wrapped(b, '×', a);
  return { inner: expr, around: null };
}

/** @param {Expr} expr @param {number} sign @returns {Term[]} */
function addends(expr, sign) {
  const args = expr.args ?? [];
  if (expr.op === 'sum' || expr.op === '+') return args.flatMap((arg) => addends(arg, sign));
  if (expr.op === '-') return [...addends(args[0], sign), ...addends(args[1], -sign)];
  if (expr.op === 'neg') return addends(args[0], -sign);
  return [{ expr, sign }];
}

/** @param {Expr} expr @param {number} sign @returns {Row} */
function row(expr, sign) {
  const factors = product(expr, false);
  const negative = factors.filter((factor) => factor.negative).length % 2 === (sign > 0 ? 1 : 0);
  return { label: '', factors, product: sign * expr.value, negative };
}

/** @param {Expr} expr @param {boolean} divides @returns {(Factor & {negative: boolean})[]} */
function product(expr, divides) {
  const [a, b] = expr.args ?? [];
  if (expr.op === '*') return [...product(a, divides), ...product(b, divides)];
  if (expr.op === '/') return [...product(a, divides), ...product(b, !divides)];
  if (expr.op === 'pow' && b.op === 'const' && b.value === 2)
    return [...product(a, divides), ...product(a, divides)];
  if (expr.op === 'neg')
    return product(a, divides).map((factor, k) =>
      k ? factor : { ...factor, negative: !factor.negative },
    );
  return [{ expr, divides, negative: false }];
}

/** @param {Term[]} terms */
function remainder(terms) {
  const left = terms.filter((term) => term.expr.op === 'rest');
  if (!left.length) return null;
  return {
    count: left.reduce((sum, term) => sum + (term.expr.count ?? 0), 0),
    value: left.reduce((sum, term) => sum + term.sign * term.expr.value, 0),
  };
}

/**
 * What stands over the columns. An index that changes from row to row gets a letter; equal courses,
 * equal letters.
 * @param {Factor[][]} rows
 * @param {number} width
 * @param {Record<string, string[]>} axes
 * @param {Naming} name
 */
function columns(rows, width, axes, name) {
  /** @type {Map<string, string>} */
  const letters = new Map();
  const heads = Array.from({ length: width }, (_, q) => {
    const column = rows.map((factors) => factors[q].expr);
    if (new Set(column.map(outline)).size > 1) return '';
    const leaves = column.map(cells);
    return line(column[0], name, (leaf, axis, index) => {
      const course = leaves.map((row) => row[leaf].at?.[axis]).join();
      if (new Set(course.split(',')).size === 1) return index;
      if (!letters.has(course)) letters.set(course, letterOf(letters, leaves[0][leaf], axis, axes));
      return letters.get(course) ?? index;
    });
  });
  const courses = [...letters.keys()].map((course) => course.split(','));
  const labels = rows.map((_, k) => courses.map((course) => course[k]).join());
  return { over: [...letters.values()].join(','), heads, labels };
}

/**
 * The letter of an axis; one that means something else in this table already has no second meaning.
 * @param {Map<string, string>} used
 * @param {Expr} leaf
 * @param {number} axis
 * @param {Record<string, string[]>} axes
 */
function letterOf(used, leaf, axis, axes) {
  const letter = axes[leaf.address ?? '']?.[axis] ?? '·';
  return [...used.values()].includes(letter) ? '·' : letter;
}

/** @param {Row} entry @param {Naming} name */
function ownLabel(entry, name) {
  const [first] = entry.factors;
  return entry.factors.length === 1 && first.expr.op === 'cell'
    ? name(first.expr.address ?? '')
    : '';
}
