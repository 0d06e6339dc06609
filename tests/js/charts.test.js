// @ts-check
import {
  along,
  axis,
  iterationsAxis,
  merged,
  nearest,
  path,
  thinned,
  timeLeft,
} from '../../static/js/lib/charts.js';
import { equal, near, test } from './harness.js';

/** @param {number[]} values @param {any} [wish] */
const bounds = (values, wish) => {
  const { min, max } = axis(values, wish);
  return [min, max];
};
const ticks = (/** @type {number[]} */ values, /** @type {any} */ wish) => axis(values, wish).ticks;

test('an axis reaches from the least to the largest, and to 0 where that is wished', () => {
  equal(
    [bounds([2, 5, 3]), bounds([-2, 5])],
    [
      [2, 5],
      [-2, 5],
    ],
  );
  equal(
    [bounds([2, 5], { zero: true }), bounds([-5, -2], { zero: true })],
    [
      [0, 5],
      [-5, 0],
    ],
  );
  equal(bounds([NaN, 3, Infinity, 1]), [1, 3]);
});

test('an axis without values, or with a single one, has room all the same', () => {
  equal(
    [bounds([]), bounds([NaN]), bounds([], { log: true })],
    [
      [0, 1],
      [0, 1],
      [0.1, 1],
    ],
  );
  equal(
    [bounds([0, 0]), bounds([4, 4]), bounds([-4])],
    [
      [0, 1],
      [2, 6],
      [-6, -2],
    ],
  );
});

test('ticks are 1, 2 or 5 times a power of ten, and all of them lie on the axis', () => {
  equal(ticks([0, 4]), [0, 1, 2, 3, 4]);
  equal(ticks([0, 1]), [0, 0.5, 1]);
  equal(ticks([0, 0.8]), [0, 0.2, 0.4, 0.6, 0.8]);
  equal(ticks([0, 30]), [0, 10, 20, 30]);
  equal(ticks([0.1, 0.9]), [0.2, 0.4, 0.6, 0.8]);
  equal(ticks([-3, 5]), [-2, 0, 2, 4]);
  equal(ticks([0, 10], { ticks: 2 }), [0, 5, 10]);
  equal(ticks([0, 4.1]), [0, 2, 4]);
  equal(ticks([0, 8]), [0, 2, 4, 6, 8]);
  equal(ticks([0, 20]), [0, 5, 10, 15, 20]);
});

test('a logarithmic axis has whole powers of ten, and no more than twelve below 1', () => {
  const log = (/** @type {number[]} */ ...values) => axis(values, { log: true });
  const found = log(0.02, 3, -1, 0);
  equal([found.log, found.min, found.max], [true, 0.01, 10]);
  equal(found.ticks, [0.01, 0.1, 1, 10]);
  equal([log(1).min, log(1).max], [0.1, 1]);
  near(log(1e-30, 1).min, 1e-12, 1e-20);
  near(log(1e-30, 1e-20).min, 1e-30, 1e-36);
  near(log(1e-40, 1e-20).min, 1e-32, 1e-38);
  equal(log(1e-30, 1e6).max, 1e6);
  near(log(1e-30, 1e6).min, 1e-12, 1e-20);
  equal(log(1e-8, 1).ticks.map(Math.log10).map(Math.round), [-8, -6, -4, -2, 0]);
  equal([log(1000, 100).min, log(1000, 100).max], [100, 1000]);
  equal(log(1e-7, 1).ticks.length, 4);
});

test('a value stands along its axis, beyond it, or nowhere', () => {
  const plain = axis([0, 4]);
  equal(
    [0, 1, 4, 8, -4].map((value) => along(plain, value)),
    [0, 0.25, 1, 2, -1],
  );
  equal(along(axis([2, 4]), 3), 0.5);
  const log = axis([0.01, 100], { log: true });
  near(along(log, 1), 0.5);
  near(along(log, 1000), 1.25);
  equal([along(log, 0), along(log, 1e-9)], [0, 0]);
  equal([along(log, -1), along(log, NaN), along(plain, NaN)], [NaN, NaN, NaN]);
});

test('a line is broken where a value has no place', () => {
  const points = /** @type {[number, number][]} */ ([
    [0, 1],
    [1, 2],
    [2, NaN],
    [3, 4],
    [4, 5],
  ]);
  equal(
    path(
      points,
      (x) => x * 10,
      (y) => y,
    ),
    'M0.0 1.0L10.0 2.0M30.0 4.0L40.0 5.0',
  );
  equal(
    path(
      [],
      (x) => x,
      (y) => y,
    ),
    '',
  );
});

test('the nearest point is the one before where both are as near', () => {
  const points = /** @type {[number, number][]} */ ([
    [0, 1],
    [4, 2],
    [10, 3],
  ]);
  const at = (/** @type {number} */ x) => nearest(points, x)?.[0];
  equal([-5, 0, 1, 2, 3, 4, 7, 8, 99].map(at), [0, 0, 0, 0, 4, 4, 4, 10, 10]);
  equal(nearest([], 3), null);
});

test('a newer curve says what an iteration was, and what only the older knows stays', () => {
  const old = /** @type {[number, number][]} */ ([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [5, 6],
  ]);
  const added = /** @type {[number, number][]} */ ([
    [1, 20],
    [3, 40],
  ]);
  equal(merged(old, added, 99), [
    [0, 1],
    [1, 20],
    [2, 3],
    [3, 40],
    [5, 6],
  ]);
  equal(merged(old, [], 99) === old, true);
  equal(merged([], added, 99), added);
  equal(merged(old, [[7, 8]], 99).length, 6);
  equal(merged(old, [[3, 40]], 99), [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 40],
    [5, 6],
  ]);
  equal(
    merged(
      old,
      [
        [2, 9],
        [5, 9],
      ],
      99,
    ),
    [
      [0, 1],
      [1, 2],
      [2, 9],
      [3, 4],
      [5, 9],
    ],
  );
  equal(merged(old, added, 4).length <= 4, true);
});

test('a thinned curve keeps its ends, its peaks, its dips and what is no number', () => {
  const flat = Array.from({ length: 100 }, (_, k) => /** @type {[number, number]} */ ([k, 1]));
  equal(thinned(flat, 100) === flat, true);
  const with_ = (/** @type {Record<number, number>} */ other) =>
    thinned(
      flat.map(([x, y]) => /** @type {[number, number]} */ ([x, other[x] ?? y])),
      12,
    );
  const found = with_({ 1: 9, 17: -3, 40: 7, 60: NaN, 98: 5 });
  equal([found[0][0], found.at(-1)?.[0]], [0, 99]);
  for (const x of [1, 17, 40, 60, 98])
    equal(
      found.some(([at]) => at === x),
      true,
    );
  equal(found.length <= 12, true);
  equal(
    with_({}).map(([x]) => x),
    [0, 1, 20, 40, 59, 79, 99],
  );
  equal(
    with_({ 30: 5, 33: -5 }).map(([x]) => x),
    [0, 1, 30, 33, 40, 59, 79, 99],
  );
  const rising = flat.map(([x]) => /** @type {[number, number]} */ ([x, x]));
  equal(
    thinned(rising, 6).map(([x]) => x),
    [0, 1, 49, 50, 98, 99],
  );
});

test('time that is left is told from how it went, and not before it went', () => {
  equal(timeLeft({ from: 10, to: 40, now: 20, seconds: 5 }), 10);
  equal(timeLeft({ from: 10, to: 40, now: 40, seconds: 5 }), 0);
  equal(timeLeft({ from: 10, to: 40, now: 10, seconds: 5 }), null);
  equal(timeLeft({ from: 10, to: 40, now: 20, seconds: 0 }), null);
  equal(timeLeft({ from: 0, to: 4, now: 2, seconds: 0.5 }), 0.5);
});

test('before the first point the first is nearest', () =>
  equal(
    nearest(
      [
        [3, 1],
        [5, 2],
      ],
      0,
    ),
    [3, 1],
  ));

test('what is added before the first known point goes before it, and is not there twice', () =>
  equal(
    merged(
      [
        [5, 1],
        [7, 4],
      ],
      [
        [2, 0],
        [5, 9],
      ],
      100,
    ),
    [
      [2, 0],
      [5, 9],
      [7, 4],
    ],
  ));

test('iterations are counted from 1 in round numbers, and the first has its own where it has room', () => {
  const counts = (from, to) => iterationsAxis(from, to, 5).ticks.map((tick) => tick + 1);
  equal(counts(0, 100), [1, 20, 40, 60, 80, 100]);
  equal(counts(0, 100_000), [1, 20_000, 40_000, 60_000, 80_000, 100_000]);
  equal(counts(95, 300), [100, 150, 200, 250, 300]); // 96 would lie over 100
  equal(counts(0, 1), [1, 2]);
  for (const to of [1, 2, 7, 60, 254, 1000, 12_345]) {
    const { min, max, ticks: found } = iterationsAxis(3, 3 + to, 5);
    equal([min, max], [3, 3 + to]);
    equal(
      found.every((tick) => Number.isInteger(tick) && tick >= min && tick <= max),
      true,
    );
    equal(found.length >= 2 && found.length <= 7, true);
  }
});
