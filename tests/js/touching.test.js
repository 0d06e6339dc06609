// @ts-check
import { canSet, dragged, rangeAround, unitOf, valueAt } from '../../static/js/lib/touching.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

const cell = (/** @type {string} */ address, /** @type {number[]} */ at) => ({ address, at });

test('what was given may be changed, what was computed may not', () => {
  for (const address of ['l1.W', 'data.x', 'data.target'])
    equal(canSet(trace, cell(address, [0, 0])), true);
  for (const address of ['l1.y', 'l1.dW', 'l1.W:next', 'loss.E', 'nobody'])
    equal(canSet(trace, cell(address, [0, 0])), false);
  equal(canSet(trace, null), false);
});

test('a drag goes in round steps, ten times finer when asked', () => {
  equal(dragged(0.61, 100), 0.81);
  equal(dragged(0.61, -1), 0.608);
  equal(dragged(0.61, 1, true), 0.6102);
  equal(dragged(-250, 10), -230);
  equal(dragged(0, 50), 0.1);
  equal(dragged(NaN, 50), 0.1);
});

test('a drag is worth as much near 0 as at a tenth', () => {
  equal(unitOf(0), unitOf(0.1));
  equal(unitOf(-30), 0.2);
});

test('a slider reaches as far to both sides', () =>
  equal(rangeAround(0.61), { min: 0.41, max: 0.81, step: 0.002 }));

test('a number is read from its place, or from its explanation where the tensor is too large', () => {
  const tensors = {
    ...trace.tensors,
    'l1.W': { shape: [2, 3], role: 'parameter', data: [0, 1, 2, 3, 4, 5] },
    'l2.W': { shape: [900, 9], role: 'parameter', data: null },
  };
  const large = { ...trace, tensors };
  equal(valueAt(large, cell('l1.W', [1, 1])), 4);
  equal(valueAt(large, cell('l2.W', [1, 1])), null);
  equal(
    valueAt(
      large,
      cell('l2.W', [1, 1]),
      /** @type {any} */ ({ address: 'l2.W', at: [1, 1], value: 7 }),
    ),
    7,
  );
  equal(
    valueAt(
      large,
      cell('l2.W', [1, 1]),
      /** @type {any} */ ({ address: 'l2.W', at: [1, 2], value: 7 }),
    ),
    null,
  );
});

test('a slider stands at round numbers', () =>
  equal(
    [rangeAround(0.123456), rangeAround(2.345678)].map(({ min, max, step }) => [min, max, step]),
    [
      [-0.07654, 0.32346, 0.002],
      [0.3457, 4.3457, 0.02],
    ],
  ));

test('what is large is dragged to whole numbers', () => equal(dragged(12345.67, 1), 12546));
