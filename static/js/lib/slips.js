// @ts-check
/**
 * The usual slips: what comes out when a number is computed with one thing forgotten, turned round
 * or mixed up.
 */

import { evaluate } from './evaluate.js';
import { cells, constant, line } from './expr.js';
import { seenFrom } from './names.js';
import { hasSamples } from './samples.js';
import { offset } from './shape.js';

/** @typedef {import('../types.js').Expr} Expr */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {{name: string, value: number, slots: Record<string, string | number>}} Slip */
/** @typedef {{name: string, expr: Expr, slots?: Record<string, string | number>}} Change */

/** Powers of ten by which a decimal point slips. */
const POINTS = [0.01, 0.1, 10, 100];

/**
 * Every slip that this number invites, the likeliest first.
 * @param {Explanation} explanation
 * @param {Trace} trace
 * @returns {Slip[]}
 */
export function slips(explanation, trace) {
  const { expr, value, address, at, step } = explanation;
  const count = trace.batch.indices.length;
  const name = (/** @type {string} */ tensor) =>
    seenFrom(tensor, trace.steps[step ?? 0].node, trace);
  const forgotten = [...changes(expr, { trace, name, alone: true })];
  const first = forgotten.filter((change) => change.name === 'sample');
  const found = [
    ...first,
    ...constants(expr),
    ...forgotten.filter((change) => !first.includes(change)),
    ...swapped(expr, trace, name),
  ].map((change) => ({
    name: change.name,
    value: evaluate(change.expr),
    slots: change.slots ?? {},
  }));
  const plain = (/** @type {string} */ slip, /** @type {number} */ number, slots = {}) => ({
    name: slip,
    value: number,
    slots,
  });
  return [
    plain('sign', -value),
    ...found,
    ...elsewhere(trace, address, at),
    ...(count > 1
      ? [plain('sum', value * count, { n: count }), plain('mean', value / count, { n: count })]
      : []),
    ...POINTS.map((factor) => plain('point', value * factor)),
  ];
}

/** More slips than this are not told: they would be a guess at a guess. */
const TOLD = 2;

/**
 * The slips that lead to a guess, one of each name, the likeliest first: where several do, none of
 * them is certain.
 * @param {number} guess
 * @param {Explanation} explanation
 * @param {Trace} trace
 * @param {number} within   how near counts as equal
 * @returns {Slip[]}
 */
export function slipsOf(guess, explanation, trace, within) {
  const fitting = slips(explanation, trace).filter(
    ({ value }) =>
      Math.abs(value - guess) <= within && Math.abs(value - explanation.value) > within,
  );
  const told = fitting.filter(
    ({ name }, k) => fitting.findIndex((slip) => slip.name === name) === k,
  );
  return told.slice(0, TOLD);
}

/**
 * The same tree with one thing wrong, in all the ways.
 * @param {Expr} expr
 * @param {{trace: Trace, name: import('./expr.js').Naming, alone: boolean}} around   alone: it is
 *   no term of a sum
 * @returns {Generator<Change>}
 */
function* changes(expr, around) {
  yield* own(expr, around);
  const args = expr.args ?? [];
  const alone = around.alone && !isSum(expr);
  for (const [k, arg] of args.entries()) {
    for (const change of changes(arg, { ...around, alone }))
      yield { ...change, expr: { ...expr, args: args.with(k, change.expr) } };
  }
}

/** @param {Expr} expr */
const isSum = (expr) => expr.op === 'sum' || expr.op === '+';

/** @param {Expr} expr @param {Parameters<typeof changes>[1]} around @returns {Generator<Change>} */
function* own(expr, { trace, name, alone }) {
  const args = expr.args ?? [];
  if (expr.op === '-') yield { name: 'minus', expr: { ...expr, op: '+' } };
  if (expr.op === 'pow') yield { name: 'power', expr: args[0] };
  if (expr.op === 'if>0') yield { name: 'branch', expr: args[0].value > 0 ? args[2] : args[1] };
  if (expr.op === '*' && alone) {
    yield { name: 'factor', expr: args[1], slots: { factor: line(args[0], name) } };
    yield { name: 'factor', expr: args[0], slots: { factor: line(args[1], name) } };
  }
  if (!isSum(expr) || args.length < 2) return;
  const count = args.length;
  for (const arg of args) {
    const sample = sampleOf(arg, args, trace);
    if (sample !== null) yield { name: 'sample', expr: arg, slots: { k: sample, n: count } };
    else if (count > 2) yield { name: 'term', expr: arg, slots: { n: count } };
  }
  for (const [k, arg] of args.entries())
    yield {
      name: 'left',
      expr: { op: 'sum', value: NaN, args: args.toSpliced(k, 1) },
      slots: { term: line(arg, name) },
    };
}

/**
 * The sample that a term is about, where each term is about another one.
 * @param {Expr} term
 * @param {Expr[]} all
 * @param {Trace} trace
 */
function sampleOf(term, all, trace) {
  const row = (/** @type {Expr} */ expr) =>
    cells(expr).find(({ address }) => hasSamples(trace, address ?? ''))?.at?.[0] ?? null;
  const rows = all.map(row);
  return !rows.includes(null) && new Set(rows).size === all.length ? row(term) : null;
}

/**
 * Without the constants that it is multiplied and divided by.
 * @param {Expr} expr
 * @returns {Change[]}
 */
function constants(expr) {
  /** @type {string[]} */
  const above = [];
  /** @type {string[]} */
  const below = [];
  /** @param {Expr} node @returns {Expr} */
  const strip = (node) => {
    const args = node.args?.map(strip);
    if (!args) return node;
    const [a, b] = args;
    if (node.op === '/' && b.op === 'const') {
      below.push(constant(b));
      return a;
    }
    if (node.op === '*' && a.op === 'const') {
      above.push(constant(a));
      return b;
    }
    if (node.op === '*' && b.op === 'const') {
      above.push(constant(b));
      return a;
    }
    return { ...node, args };
  };
  const bare = strip(expr);
  if (above.length + below.length === 0 || above.length + below.length > 4) return [];
  return [
    {
      name: 'factor',
      expr: bare,
      slots: { factor: `${above.join(' · ') || 1}${below.length ? `/${below.join('/')}` : ''}` },
    },
  ];
}

/**
 * With one matrix turned round.
 * @param {Expr} expr
 * @param {Trace} trace
 * @param {import('./expr.js').Naming} name
 * @returns {Change[]}
 */
function swapped(expr, trace, name) {
  const matrices = [...new Set(cells(expr).map(({ address }) => address ?? ''))].filter(
    (address) => trace.tensors[address]?.shape.length === 2,
  );
  return matrices.flatMap((address) => {
    let inside = true;
    /** @param {Expr} node @returns {Expr} */
    const turn = (node) => {
      if (node.args) return { ...node, args: node.args.map(turn) };
      if (node.op !== 'cell' || node.address !== address) return node;
      const value = numberAt(trace, address, (node.at ?? []).toReversed());
      if (value === null) inside = false;
      return { ...node, value: value ?? NaN };
    };
    const turned = turn(expr);
    return inside ? [{ name: 'swapped', expr: turned, slots: { name: name(address) } }] : [];
  });
}

/**
 * Numbers of the same tensor that stand in another cell.
 * @param {Trace} trace
 * @param {string} address
 * @param {number[]} at
 * @returns {Slip[]}
 */
function elsewhere(trace, address, at) {
  const { shape, data } = trace.tensors[address];
  const across = at.length === 2 ? numberAt(trace, address, at.toReversed()) : null;
  const here = offset(at, shape);
  return [
    ...(across === null || at[0] === at[1]
      ? []
      : [{ name: 'transposed', value: across, slots: {} }]),
    ...(data ?? []).flatMap((value, k) =>
      k === here ? [] : [{ name: 'other', value, slots: {} }],
    ),
  ];
}

/** @param {Trace} trace @param {string} address @param {number[]} at */
function numberAt(trace, address, at) {
  const { shape, data } = trace.tensors[address];
  return data && at.every((index, axis) => index < shape[axis]) ? data[offset(at, shape)] : null;
}
