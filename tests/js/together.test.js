import { board } from '../../static/js/lib/board.js';
import { ways } from '../../static/js/lib/arcs.js';
import { stretches, weight } from '../../static/js/lib/ticks.js';
import { folded, hiding, together } from '../../static/js/lib/together.js';
import { equal, test } from './harness.js';

/** @param {string | null} group @param {number} k @param {Record<string, string>} [more] */
const layer = (group, k, more = {}) => ({
  id: `l${k}`,
  role: 'layer',
  group,
  parameters: {},
  inputs: { x: k > 1 ? `l${k - 1}` : 'data', ...more },
});
const nodes = [
  { id: 'data', role: 'data', group: null, inputs: {}, parameters: {} },
  layer(null, 1),
  layer('A', 2),
  layer('A', 3),
  layer('A', 4, { other: 'l1' }),
  layer('B', 5),
  layer('A', 6, { other: 'l3' }),
  { id: 'loss', role: 'loss', group: null, inputs: { x: 'l6', target: 'data' }, parameters: {} },
];
const writes = ['l1.y', 'l2.y', 'l3.y', 'l4.y', 'l5.y', 'l6.y'];
const steps = writes.map((address, index) => ({
  index,
  phase: 'forward',
  node: `l${index + 1}`,
  reads: {},
  writes: address,
}));
const tensors = Object.fromEntries(
  ['data.x', ...writes].map((address) => [address, { role: 'activation', shape: [1] }]),
);
const trace = /** @type {any} */ ({ nodes, steps, tensors, memory: {} });

test('layers in a row under one name stand together; one alone does not', () => {
  equal(together(trace), [{ key: 'l2', name: 'A', nodes: ['l2', 'l3', 'l4'] }]);
  equal([folded(trace, []).length, folded(trace, ['l2']).length], [1, 0]);
});

test('for what is to be seen, the block that folds it away has to be opened, and no other', () => {
  const keys = (/** @type {string[]} */ opened, /** @type {string[]} */ places) =>
    hiding(trace, opened, places).map(({ key }) => key);
  equal(keys([], ['l3.dW@l5', 'data.x']), ['l2']);
  equal(keys([], ['l4']), ['l2']);
  equal(keys(['l2'], ['l3.W']), []);
  equal(keys([], ['l5.y', 'l1', 'loss.E']), []);
});

test('folded they are one block, and the wires between them have no place', () => {
  const one = board(trace, folded(trace, []));
  equal(
    one.blocks.map(({ node }) => node),
    ['l1', 'l2', 'l5', 'l6', 'loss'],
  );
  equal(
    one.wires.map(({ value, before }) => [value, before]),
    [
      ['data.x', 0],
      ['l1.y', 1],
      ['l4.y', 4],
      ['l5.y', 5],
      ['l6.y', 6],
    ],
  );
});

test('an arc inside a folded block is not drawn, and one that comes out of it neither', () => {
  const one = board(trace, folded(trace, []));
  const { arcs, joined } = ways(trace, one);
  equal([arcs, [...joined]], [[], [0, 1, 2, 3, 4]]);
  equal(
    ways(trace, board(trace)).arcs.map(({ value, node }) => [value, node]),
    [
      ['l1.y', 'l4'],
      ['l3.y', 'l6'],
    ],
  );
});

test('on the timeline the steps of folded layers have one name, and the room of two', () => {
  const [forward] = stretches(trace, folded(trace, []));
  equal(
    forward.groups.map(({ name, steps: own }) => [name, own.length]),
    [
      [null, 1],
      ['A', 3],
      [null, 1],
      [null, 1],
    ],
  );
  equal([weight(forward), weight(stretches(trace)[0])], [5, 6]);
});
