import { stateOf, targets } from '../../static/js/lib/chain.js';
import { largest } from '../../static/js/lib/largest.js';
import { pieces, spoken } from '../../static/js/lib/sentence.js';
import { endOf, firstBroken, isKnown, otherBlock, shownAs } from '../../static/js/lib/steps.js';
import { fitting, stretches, weight } from '../../static/js/lib/ticks.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

test('a tensor is known once its step was carried out; what is given always is', () => {
  equal(
    [isKnown(trace, 'l1.y', -1), isKnown(trace, 'l1.y', 0), isKnown(trace, 'l1.W', -1)],
    [false, true, true],
  );
});

test('after its update a parameter shows the new value, and going back the old one', () => {
  equal(
    [shownAs(trace, 'l1.W', 8), shownAs(trace, 'l1.W', 9), shownAs(trace, 'l2.W', 9)],
    ['l1.W', 'l1.W:next', 'l2.W'],
  );
});

test('a phase ends with its last step', () =>
  equal(
    ['forward', 'error', 'backward', 'update'].map((phase) => endOf(trace, phase)),
    [1, 2, 8, 11],
  ));

test('brackets go to the first step of the neighbouring block, and stay within the phase', () => {
  equal(
    [
      otherBlock(trace, 5, 1),
      otherBlock(trace, 5, -1),
      otherBlock(trace, 8, 1),
      otherBlock(trace, 0, -1),
    ],
    [6, 3, null, null],
  );
});

test("ticks are grouped by phase and block, and an update's group has one name", () => {
  const all = stretches(trace);
  equal(
    all.map((stretch) => stretch.phase),
    ['forward', 'error', 'backward', 'update'],
  );
  equal(
    all[2].groups.map((group) => group.steps.length),
    [1, 2, 3],
  );
  equal(
    all[3].groups.map((group) => group.name),
    ['W₁, b₁', 'W₂'],
  );
  equal(all.map(weight), [2, 1, 6, 2]);
});

test('names that would overlap give way to the current one', () => {
  const box = (left, rank) => ({ left, right: left + 10, rank });
  equal(fitting([box(0, 1), box(5, 0), box(20, 2)]), [false, true, true]);
});

test('the first number that broke is found', () => {
  const broken = structuredClone(trace);
  broken.tensors['l2.dy'].stats.nonfinite = 1;
  equal([firstBroken(trace), firstBroken(broken)], [null, 3]);
});

test('a step points out its largest number, or the first that is not finite', () => {
  equal(largest({ shape: [2, 2], data: [1, -3, 2, 0] }), [0, 1]);
  equal(largest({ shape: [2, 2], data: [1, -3, NaN, 9] }), [1, 0]);
  equal(largest({ shape: [], data: [5] }), []);
});

test('in a preview it is the first cell of the largest block', () => {
  equal(
    largest({ shape: [4, 6], data: null, preview: { shape: [2, 3], data: [0, 0, 0, 0, 0, 7] } }),
    [2, 4],
  );
  equal(
    largest({ shape: [4, 2, 3], data: null, preview: { shape: [2, 3], data: [0, 0, 0, 0, 9, 0] } }),
    [2, 0, 2],
  );
  equal(largest({ shape: [8], data: null, preview: { shape: [1, 2], data: [0, 7] } }), [4]);
});

test('the chain has a row for each layer with parameters, from the last to the first, and follows the step', () => {
  equal(targets(trace, 4), ['l2.dW', 'l1.dW']);
  equal(targets(trace, 7), ['l2.dW', 'l1.db']);
  equal(
    [stateOf(trace, 'l2.dy', 4), stateOf(trace, 'l2.dW', 4), stateOf(trace, 'l1.dy', 4)],
    ['known', 'now', 'unknown'],
  );
});

test('a sentence has plain words, strong words and slots', () => {
  const sentence = '{l2.W} cannot see it: **the error is {loss.E}**.';
  equal(
    pieces(sentence).map((piece) => [piece.text ?? piece.address, piece.strong]),
    [
      ['l2.W', false],
      [' cannot see it: ', false],
      ['the error is ', true],
      ['loss.E', true],
      ['.', false],
    ],
  );
  equal(
    spoken(sentence, (address) => address.toUpperCase()),
    'L2.W cannot see it: the error is LOSS.E.',
  );
});

/** Five layers in a row, each with one parameter, and the error. */
const long = {
  nodes: [
    { id: 'data', parameters: {} },
    ...[1, 2, 3, 4, 5].map((k) => ({ id: `l${k}`, parameters: { W: [1] } })),
    { id: 'loss', parameters: {} },
  ],
  steps: [
    { phase: 'error', node: 'loss', writes: 'loss.E', reads: {} },
    ...[5, 4, 3, 2, 1].map((k) => ({
      phase: 'backward',
      node: `l${k}`,
      writes: `l${k}.dW`,
      reads: {},
    })),
    { phase: 'update', node: 'l5', writes: 'l5.W:next', reads: {} },
  ].map((step, index) => ({ ...step, index })),
};

test('of many layers the chain shows those around the step: the last ones at the error, the first ones at the update', () => {
  const rows = (/** @type {number} */ cursor) => targets(long, cursor).map((row) => row[1]);
  equal([rows(0), rows(3)].map(String), ['5,4,3', '4,3,2']);
  equal([rows(5), rows(6), rows(-1)].map(String), ['3,2,1', '3,2,1', '5,4,3']);
});

test('every second stretch of a sentence is strong', () =>
  equal(
    pieces('a **b** c **d**').map(({ strong }) => strong),
    [false, true, false, true],
  ));

test('names that touch fit beside each other', () => {
  const box = (/** @type {number} */ left, /** @type {number} */ right) => ({
    left,
    right,
    rank: 1,
  });
  equal(fitting([box(0, 10), box(10, 20), box(19, 30)]), [true, true, false]);
});

test('of a preview whose blocks are of unequal height the first row of the block is meant', () =>
  equal(
    largest({ shape: [5, 4], data: null, preview: { shape: [2, 2], data: [0, 0, 9, 0] } }),
    [2, 0],
  ));

test('a sentence may have several slots in one stretch', () =>
  equal(
    pieces('{a} and {b}, {c}').map(({ text, address }) => text ?? `<${address}>`),
    ['<a>', ' and ', '<b>', ', ', '<c>'],
  ));
