import { pathOf, reach } from '../../static/js/lib/curve.js';
import { equal, test } from './harness.js';

const size = { width: 100, height: 40 };

test('a curve shows as much above and below 0: 1 at least, 4 at most', () =>
  equal([reach([[0.1], [-0.5]]), reach([[1, -3]]), reach([[9], [NaN, Infinity]])], [1, 3, 4]));

test('it runs from the left edge to the right one, and 0 lies in the middle', () =>
  equal(pathOf([-2, 0, 2], [2, 0, -2], 2, size), 'M0.0 0.0L50.0 20.0L100.0 40.0'));

test('it leaves the picture by four times its reach, and no further', () => {
  equal(pathOf([0, 1], [8, 8], 2, size), 'M0.0 -60.0L100.0 -60.0');
  equal(pathOf([0, 1], [9, 9], 2, size), 'M0.0 -60.0L100.0 -60.0');
  equal(pathOf([0, 1], [-7, -9], 2, size), 'M0.0 90.0L100.0 100.0');
});

test('it is broken where the function is not, and at a pole, which is no slope', () => {
  equal(pathOf([0, 1, 2], [0, NaN, 0], 1, size), 'M0.0 20.0M100.0 20.0');
  equal(pathOf([0, 1], [-2, 2], 1, size), 'M0.0 60.0M100.0 -20.0');
  equal(pathOf([0, 1], [-1, 1], 1, size), 'M0.0 40.0L100.0 0.0');
});
