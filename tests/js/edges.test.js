// @ts-check
import { brief, compact, decimals, inPowers, near as about } from '../../static/js/lib/format.js';
import { largest } from '../../static/js/lib/largest.js';
import { lastOf } from '../../static/js/lib/run.js';
import { phaseAt } from '../../static/js/lib/steps.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

test('the size decides how a number is written, at the bound as well', () => {
  equal([5e-4, 4.99e-4, 99999, 1e5].map(compact), ['0.001', '5.0·10⁻⁴', '99999', '1.0·10⁵']);
  equal([100, 99.9, 1, 0.1, 0.099].map(compact), ['100', '99.9', '1.0', '0.10', '0.099']);
  equal([5e-4, 2.4e-4, -2.4e-4, 1e6, 0, NaN].map(brief), [
    '0.001',
    '2.4e−4',
    '−2.4e−4',
    '1.0e6',
    '0.00',
    'NaN',
  ]);
  equal([inPowers(-250, 2), inPowers(3, 0)], ['−2.50e2', '3e0']);
  equal([decimals([0.1]), decimals([0.0999]), decimals([1e-9]), decimals([1e-5])], [3, 4, 7, 7]);
  equal(about(0, 2), '0.00');
});

test('the largest number is found by its place, and what is no number before it', () => {
  const at = (/** @type {number[]} */ shape, /** @type {number[]} */ data) =>
    largest(/** @type {any} */ ({ shape, data, stats: { nonfinite: 0 } }));
  equal([at([2, 3], [0, 1, -9, 3, 4, 5]), at([3], [1, 2, 0]), at([], [4])], [[0, 2], [1], []]);
  equal(at([2, 2], [1, NaN, 9, Infinity]), [0, 1]);
  equal(at([3], [NaN, 9, 1]), [0]);
});

test('before the first step, forward is what comes', () => {
  equal(
    [phaseAt(trace, -1), phaseAt(trace, 3), phaseAt(null, 3)],
    ['forward', 'backward', 'forward'],
  );
});

test('a run is known up to its last loss', () => {
  const run = (/** @type {any} */ losses) => lastOf(/** @type {any} */ ({ losses }));
  equal(
    [
      run([
        [0, 1],
        [7, 2],
      ]),
      run([]),
    ],
    [7, 0],
  );
});
