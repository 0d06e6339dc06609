// @ts-check
import { evaluate } from '../../static/js/lib/evaluate.js';
import { slips, slipsOf } from '../../static/js/lib/slips.js';
import { equal, near, test } from './harness.js';
import { trace as plain } from './trace.js';

/** @typedef {import('../../static/js/types.js').Expr} Expr */

/** @param {string} address @param {number[]} at @param {number} value @returns {Expr} */
const cell = (address, at, value) => ({ op: 'cell', address, at, value });
/** @param {number} value @param {string} [name] @returns {Expr} */
const number = (value, name) => ({ op: 'const', value, ...(name ? { name } : {}) });
/** @param {string} op @param {Expr[]} args @returns {Expr} */
const node = (op, ...args) => ({ op, args, value: evaluate({ op, args, value: NaN }) });

const trace = /** @type {any} */ ({
  ...plain,
  tensors: {
    ...plain.tensors,
    'l1.dW': { ...plain.tensors['l1.dW'], data: [7, 8, 9, 10, 11, 12] },
    'l2.W': { ...plain.tensors['l2.W'], data: [3, 4, 5] },
  },
});

/** @param {string} address @param {number[]} at @param {Expr} expr */
const explanation = (address, at, expr) =>
  /** @type {any} */ ({
    address,
    at,
    expr,
    value: expr.value,
    step: plain.steps.findIndex((/** @type {any} */ step) => step.writes === address),
    formula: null,
  });

/** The name of the slip that leads to a guess. @param {number} guess @param {any} told */
const named = (guess, told) => slipsOf(guess, told, trace, 0.005)[0]?.name ?? null;

const dW = explanation(
  'l1.dW',
  [0, 1],
  node(
    'sum',
    node('*', cell('data.x', [0, 0], 2), cell('l1.dy', [0, 1], 3)),
    node('*', cell('data.x', [1, 0], -1), cell('l1.dy', [1, 1], 5)),
  ),
);

test('a tree computes itself', () => {
  near(
    evaluate(node('/', node('-', number(3), node('pow', number(2), number(2))), number(4))),
    -0.25,
  );
  near(evaluate(node('if>0', number(-1), number(5), node('max', number(0), number(2)))), 2);
  equal(evaluate(cell('l1.y', [0, 0], 8)), 8);
});

test('one sample alone, and which one', () => {
  const slip = slipsOf(6, dW, trace, 0.005)[0] ?? null;
  equal([slip?.name, slip?.slots], ['sample', { k: 0, n: 2 }]);
});
test('the wrong sign', () => equal(named(-1, dW), 'sign'));
test('a sum in place of a mean, and the other way round', () =>
  equal([named(2, dW), named(0.5, dW)], ['sum', 'mean']));
test('another cell of the same tensor', () => equal(named(11, dW), 'other'));
test('the transposed cell', () => {
  const told = explanation('l1.dW', [1, 0], number(50));
  equal(named(8, told), 'transposed');
});

test('the missing 2/n of the error', () => {
  const told = explanation(
    'l2.dy',
    [0, 0],
    node(
      '/',
      node('*', number(2), node('-', cell('l2.y', [0, 0], 1), cell('data.target', [0, 0], 4))),
      number(5),
    ),
  );
  const slip = slipsOf(-3, told, trace, 0.005)[0] ?? null;
  equal([slip?.name, slip?.slots.factor], ['factor', '2/5']);
  equal(named((2 * (1 + 4)) / 5, told), 'minus');
});

test('a forgotten bias, a forgotten square, the other case', () => {
  const y = explanation(
    'l1.y',
    [0, 0],
    node(
      '+',
      node(
        'sum',
        node('*', cell('data.x', [0, 0], 2), cell('l1.W', [0, 0], 3)),
        node('*', cell('data.x', [0, 1], 1), cell('l1.W', [1, 0], 30)),
      ),
      cell('l1.b', [0], 0.5),
    ),
  );
  equal(named(36, y), 'left');
  equal((slipsOf(36, y, trace, 0.005)[0] ?? null)?.slots, { term: 'b₁' + '[0]' });
  equal(named(3, explanation('l1.y', [0, 0], node('pow', number(3), number(2)))), 'power');
  equal(
    named(4, explanation('l1.y', [0, 0], node('if>0', number(-1), number(4), number(90)))),
    'branch',
  );
});

test('a forgotten learning rate, and a step in the wrong direction', () => {
  const next = explanation(
    'l2.W:next',
    [0, 0],
    node('-', cell('l2.W', [0, 0], 3), node('*', number(0.1, 'lr'), cell('l2.dW', [0, 0], 4))),
  );
  equal(
    [named(-1, next), (slipsOf(-1, next, trace, 0.005)[0] ?? null)?.slots.factor],
    ['factor', 'α'],
  );
  equal(named(3.4, next), 'minus');
});

test('a slipped decimal point', () =>
  equal(named(0.5, explanation('l1.y', [0, 0], number(50))), 'point'));
test('no slip leads to just any number', () => equal(named(0.777, dW), null));
test('what is as good as right is no slip', () =>
  equal(
    slips(dW, trace).some(({ value }) => value === 1) && (slipsOf(1, dW, trace, 0.005)[0] ?? null),
    null,
  ));

test('where several slips lead to a guess, none of them is told alone', () => {
  const all = slips(dW, trace);
  const shared = all.find(({ name, value }) =>
    all.some(
      (other) =>
        other.name !== name &&
        Math.abs(other.value - value) < 0.005 &&
        Math.abs(value - dW.value) > 0.005,
    ),
  );
  const told = slipsOf(shared?.value ?? NaN, dW, trace, 0.005);
  equal([told.length, new Set(told.map(({ name }) => name)).size], [2, 2]);
});

test('either factor of a product may have been forgotten, and up to four constants', () => {
  const product = node('*', cell('l2.W', [0, 0], 3), cell('l1.y', [0, 0], 5));
  const told = slips(explanation('l2.y', [0, 0], product), trace).filter(
    ({ name: slip }) => slip === 'factor',
  );
  equal(
    told.map(({ value }) => value),
    [5, 3],
  );
  const scaled = (/** @type {number} */ times) =>
    Array.from({ length: times }).reduce(
      (/** @type {Expr} */ inner) => node('*', number(2), inner),
      cell('l2.W', [0, 0], 3),
    );
  const bared = (/** @type {number} */ times) =>
    slips(explanation('l2.y', [0, 0], scaled(times)), trace).some(
      ({ name: slip, value, slots }) =>
        slip === 'factor' && value === 3 && String(slots.factor).split('·').length === times,
    );
  equal([bared(4), bared(5)], [true, false]);
});

/** @param {any} told @param {string} slip */
const valuesOf = (told, slip) =>
  slips(told, trace)
    .filter(({ name: found }) => found === slip)
    .map(({ value }) => value);

test('the other branch is a slip, and at the edge of a choice too', () => {
  const choice = (/** @type {number} */ test) =>
    explanation('l2.y', [0, 0], {
      op: 'if>0',
      args: [number(test), number(3), number(8)],
      value: test > 0 ? 3 : 8,
    });
  equal(
    [0.5, 0, -1].map((test) => valuesOf(choice(test), 'branch')),
    [[8], [3], [3]],
  );
});

test('of a sum of several terms one may have been taken alone, and a matrix turned', () => {
  const sum = node('+', cell('l2.W', [0, 0], 3), cell('l2.W', [1, 0], 4), cell('l2.W', [2, 0], 5));
  equal(valuesOf(explanation('l2.y', [0, 0], sum), 'term'), [3, 4, 5]);
  const product = node('*', cell('l1.dW', [0, 1], 8), cell('l2.W', [0, 0], 3));
  equal(valuesOf(explanation('l2.y', [0, 0], product), 'swapped'), [30, 24]);
});

test('a cell on the diagonal has no other across, and one sample alone no sum and no mean', () => {
  const of = (/** @type {number[]} */ at) =>
    valuesOf(explanation('l1.dW', at, number(1)), 'transposed');
  equal([of([0, 1]), of([1, 1]), of([0, 2])], [[10], [], []]);
  const single = { ...trace, batch: { indices: [0] } };
  const told = slips(explanation('l1.dW', [0, 1], number(1)), single).map(({ name: slip }) => slip);
  equal([told.includes('sum'), told.includes('mean')], [false, false]);
});
