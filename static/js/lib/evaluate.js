// @ts-check
/** Computes a formula tree anew, after some of it has been changed. */

/** @typedef {import('../types.js').Expr} Expr */

/** @type {Map<string, (...args: number[]) => number>} */
const RULES = new Map(
  Object.entries({
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    neg: (a) => -a,
    sum: (...all) => all.reduce((sum, value) => sum + value, 0),
    max: Math.max,
    min: Math.min,
    pow: (a, b) => a ** b,
    exp: Math.exp,
    log: Math.log,
    sqrt: Math.sqrt,
    abs: Math.abs,
    sign: Math.sign,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    tanh: Math.tanh,
    sigmoid: (a) => 1 / (1 + Math.exp(-a)),
    'if>0': (test, yes, no) => (test > 0 ? yes : no),
  }),
);

/** What has no rule here keeps the value that it came with. @param {Expr} expr @returns {number} */
export function evaluate(expr) {
  const rule = RULES.get(expr.op);
  return rule && expr.args ? rule(...expr.args.map(evaluate)) : expr.value;
}
