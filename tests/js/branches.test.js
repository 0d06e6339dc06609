import { gradientAt, laid, targets } from '../../static/js/lib/chain.js';
import { branches, canonical, nameAhead, partsOf, readersOf } from '../../static/js/lib/edges.js';
import { alias, label, text } from '../../static/js/lib/names.js';
import { equal, test } from './harness.js';
import { trace as chain } from './trace.js';

/** l1.y is read by layers 2 and 3, and layer 4 uses layer 2's weights. */
const nodes = [
  { id: 'data', inputs: {}, share: null },
  { id: 'l1', inputs: { x: 'data' }, share: null },
  { id: 'l2', inputs: { x: 'l1' }, share: null },
  { id: 'l3', inputs: { x: 'l2', other: 'l1' }, share: null },
  { id: 'l4', inputs: { x: 'l3' }, share: 'l2' },
  { id: 'loss', inputs: { x: 'l4', target: 'data' }, share: null },
];
const writes = [
  'l4.dy',
  'l2.dW@l4',
  'l3.dy',
  'l2.dy',
  'l1.dy@l3.other',
  'l2.dW@l2',
  'l2.dW',
  'l1.dy@l2.x',
  'l1.dy',
  'l2.W:next',
];
const steps = writes.map((address, index) => ({
  index,
  phase: address.endsWith(':next') ? 'update' : 'backward',
  node: 'l1',
  reads: {},
  writes: address,
}));
const tensors = Object.fromEntries([
  ...writes.map((address) => [address, { role: 'gradient', shape: [1] }]),
  ['l2.W', { role: 'parameter', shape: [1] }],
  ['l1.y', { role: 'activation', shape: [1] }],
]);
const trace = /** @type {any} */ ({ nodes, steps, tensors });

test('a tensor that is used twice has two readers, and its gradient two parts', () => {
  equal(readersOf('l1.y', trace), [
    { node: 'l2', name: 'x' },
    { node: 'l3', name: 'other' },
  ]);
  equal(partsOf('l1.dy', trace), ['l1.dy@l3.other', 'l1.dy@l2.x']);
  equal(partsOf('l2.dW', trace), ['l2.dW@l4', 'l2.dW@l2']);
  equal(partsOf('l3.dy', trace), []);
  equal([branches(trace), branches(chain)], [true, false]);
});

test('what a layer calls so is the part that it sends back, and the weights that it shares', () => {
  equal(
    ['l3.dother', 'l2.dx', 'l3.other', 'l4.W', 'l4.dW', 'l2.dW', 'l4.dx', 'l4.x'].map((address) =>
      canonical(address, trace),
    ),
    ['l1.dy@l3.other', 'l1.dy@l2.x', 'l1.y', 'l2.W', 'l2.dW@l4', 'l2.dW', 'l3.dy', 'l3.y'],
  );
});

test('a part is written as its reader writes what it reads', () => {
  equal(
    ['l1.dy@l3.other', 'l1.dy@l2.x', 'l2.dW@l4', 'l1.dy'].map((address) => text(address, trace)),
    ['∂E/∂other₃', '∂E/∂x₂', '∂E/∂W₂⁽⁴⁾', '∂E/∂y₁'],
  );
  equal([label('l1.y', trace), alias('l1.dy', trace), label('l2.y', trace)], ['y₁', '', 'y₂ = x₃']);
});

test('where the network branches the chain is that of the gradient at work', () => {
  equal(targets(trace, 4), ['l1.dy@l3.other']);
  equal(targets(trace, 9), ['l2.dW']);
});

const link = (/** @type {string} */ node, /** @type {string} */ of, input = 'x') => ({
  node,
  input,
  numerator: '',
  denominator: of,
});

test('the beads of paths stand under their blocks, and what was above is the same up to there', () => {
  const paths = [
    [link('loss', 'l4.y'), link('l4', 'l3.y'), link('l3', 'l1.y', 'other')],
    [link('loss', 'l4.y'), link('l4', 'l3.y'), link('l3', 'l2.y'), link('l2', 'l1.y')],
  ];
  const { columns, rows } = laid(trace, paths);
  equal(columns, ['loss', 'l4', 'l3', 'l2']);
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
        [1, 0, true],
        [2, 0, false],
        [3, 0, false],
      ],
    ],
  );
  const over = laid(trace, [paths[1], [link('loss', 'l4.y'), link('l3', 'l1.y', 'other')]]);
  equal(
    over.rows[1].map(({ column, skipped }) => [column, skipped]),
    [
      [0, 0],
      [2, 1],
    ],
  );
  equal(
    paths[1].map((one) => gradientAt(trace, one)),
    ['l4.dy', 'l3.dy', 'l2.dy', 'l1.dy@l2.x'],
  );
});

test('what one layer reads is called as that layer calls it, what the error reads too has its own name', () => {
  equal(nameAhead('l1.y', chain), 'l2.x');
  const both = chain.nodes.map((node) =>
    node.id === 'loss' ? { ...node, inputs: { x: 'l1', target: 'data' } } : node,
  );
  equal(nameAhead('l1.y', { ...chain, nodes: both }), null);
});

test('at a value, and at what an optimizer computes, the chain is that of the gradient behind it', () => {
  const also = ['l3.y', 'l2.W:grad'].map((address, k) => ({
    index: writes.length + k,
    phase: k ? 'update' : 'forward',
    node: k ? 'l2' : 'l3',
    reads: {},
    writes: address,
  }));
  const kept = { role: 'gradient', shape: [1] };
  const more = {
    ...trace,
    steps: [...steps, ...also],
    tensors: { ...tensors, 'l3.y': { role: 'activation', shape: [1] }, 'l2.W:grad': kept },
  };
  equal(targets(more, writes.length), ['l3.dy']);
  equal(targets(more, writes.length + 1), ['l2.dW']);
});

test("a factor of shared parameters ends in its node's part", () =>
  equal(
    ['l4', 'l2'].map((node) => gradientAt(trace, { ...link(node, 'l2.W'), input: null })),
    ['l2.dW@l4', 'l2.dW@l2'],
  ));

test('paths that begin apart share nothing, whatever they go through later', () => {
  const rows = laid(trace, [
    [link('l4', 'l3.y'), link('l2', 'l1.y')],
    [link('l3', 'l2.y'), link('l2', 'l1.y')],
  ]).rows.map((row) => row.map(({ above }) => above));
  equal(rows, [
    [false, false],
    [false, false],
  ]);
});
