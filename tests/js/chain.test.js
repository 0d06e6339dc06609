import { gradientAt, laid, stateOf, targets } from '../../static/js/lib/chain.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

/** A chain of so many layers with one parameter each, and its steps backward. */
function long(/** @type {number} */ count) {
  const id = (/** @type {number} */ k) => (k ? `l${k}` : 'data');
  const layers = Array.from({ length: count }, (_, k) => ({
    id: id(k + 1),
    role: 'layer',
    inputs: { x: id(k) },
    parameters: { W: [1, 1], b: [1] },
  }));
  const back = layers.toReversed().flatMap(({ id: node }) => [
    { phase: 'backward', node, writes: `${node}.dW` },
    { phase: 'backward', node, writes: `${node}.db` },
  ]);
  const steps = [
    ...layers.map(({ id: node }) => ({ phase: 'forward', node, writes: `${node}.y` })),
    { phase: 'error', node: 'loss', writes: 'loss.E' },
    ...back,
    { phase: 'update', node: 'l1', writes: 'l1.W:next' },
  ].map((step, index) => ({ ...step, index, reads: {} }));
  const nodes = [
    { id: 'data', role: 'data', inputs: {}, parameters: {} },
    ...layers,
    { id: 'loss', role: 'loss', inputs: { x: id(count), target: 'data' }, parameters: {} },
  ];
  return /** @type {any} */ ({ nodes, steps, tensors: {} });
}

test('of a chain there is a row for each layer that has parameters, the last first', () => {
  equal(targets(trace, 0), ['l2.dW', 'l1.dW']);
  equal(targets(trace, 7), ['l2.dW', 'l1.db']); // the one that is being computed
});

test('of many layers three rows are seen, around the one at work', () => {
  const five = long(5);
  const at = (/** @type {string} */ writes) =>
    targets(
      five,
      five.steps.findIndex((/** @type {any} */ step) => step.writes === writes),
    );
  equal(at('l5.dW'), ['l5.dW', 'l4.dW', 'l3.dW']);
  equal(at('l4.db'), ['l5.dW', 'l4.db', 'l3.dW']);
  equal(at('l3.dW'), ['l4.dW', 'l3.dW', 'l2.dW']);
  equal(at('l1.dW'), ['l3.dW', 'l2.dW', 'l1.dW']);
  equal(at('l1.W:next'), ['l3.dW', 'l2.dW', 'l1.dW']);
  equal(at('l2.y'), ['l3.dW', 'l2.dW', 'l1.dW']);
  equal(targets(five, -1), ['l5.dW', 'l4.dW', 'l3.dW']);
});

test('a gradient that no step computes has no row', () => {
  const five = long(5);
  five.steps = five.steps.filter((/** @type {any} */ { writes }) => !writes.startsWith('l3.d'));
  equal(targets(five, -1), ['l5.dW', 'l4.dW', 'l2.dW']);
});

test('a gradient is being computed, known or not yet', () =>
  equal(
    ['l2.dW', 'l1.dy', 'l1.dW'].map((gradient) => stateOf(trace, gradient, 5)),
    ['known', 'now', 'unknown'],
  ));

test('a factor ends in the part that comes by its way, where there are parts', () => {
  const parted = { ...trace, tensors: { ...trace.tensors, 'l1.dy@l2.x': {} } };
  const link = /** @type {any} */ ({ denominator: 'l1.y', node: 'l2', input: 'x' });
  equal(
    [
      gradientAt(parted, link),
      gradientAt(trace, link),
      gradientAt(parted, { ...link, input: null }),
    ],
    ['l1.dy@l2.x', 'l1.dy', 'l1.dy'],
  );
});

test('a column stands for a node on any of the paths, the error first; a bead knows what it skips', () => {
  const link = (/** @type {string} */ node) =>
    /** @type {any} */ ({ node, denominator: `${node}.x`, input: 'x' });
  const { columns, rows } = laid(trace, [
    [link('loss'), link('l2'), link('l1')],
    [link('loss'), link('l1')],
  ]);
  equal(columns, ['loss', 'l2', 'l1']);
  equal(
    rows.map((row) => row.map(({ column, skipped, above }) => [column, skipped, above])),
    [
      [
        [0, 0, false],
        [1, 0, false],
        [2, 0, false],
      ],
      [
        [0, 0, true],
        [2, 1, false],
      ],
    ],
  );
  equal(laid(trace, [[link('l2')], [link('l2'), link('l1')]]).columns, ['l2', 'l1']);
});

test('of a path that is shorter nothing is the same as a longer one up to there', () => {
  const link = (/** @type {string} */ node) =>
    /** @type {any} */ ({ node, denominator: `${node}.x`, input: 'x' });
  const { rows } = laid(trace, [[link('loss')], [link('loss'), link('l2')]]);
  equal(
    rows[1].map(({ above }) => above),
    [true, false],
  );
});
