// @ts-check
import { largestWithin } from '../../static/js/lib/search.js';
import { equal, test } from './harness.js';

const CELLS = { least: 31, most: 58 };

/**
 * What is left of the room, up to an end.
 * @type {Record<string, (end: number) => (size: number) => number>}
 */
const CURVES = {
  'along a line': (end) => (size) => 7.3 * (end + 0.5 - size),
  'flat at first': (end) => (size) => (size <= end ? 400 : 400 - 1000 * (size - end)),
  'flat at last': (end) => (size) => (size <= end ? 5000 * (end + 0.1 - size) : -0.001),
  bent: (end) => (size) => (end + 0.5) ** 3 - size ** 3,
  'just so': (end) => (size) => end - size,
};

/** How often it is asked, at most, wherever the end lies. @param {keyof CURVES} name */
const asked = (name) => {
  let most = 0;
  for (let end = CELLS.least; end < CELLS.most; end += 1) {
    let times = 0;
    largestWithin(CELLS, (size) => {
      times += 1;
      return CURVES[name](end)(size);
    });
    most = Math.max(most, times);
  }
  return most;
};

for (const [name, curve] of Object.entries(CURVES))
  test(`the largest that fits is found wherever it lies: ${name}`, () => {
    for (let end = CELLS.least; end <= CELLS.most; end += 1)
      equal(largestWithin(CELLS, curve(end)), end);
  });

test('where nothing fits it is the least, where all fits the most', () => {
  equal(
    largestWithin(CELLS, () => -5),
    31,
  );
  equal(
    largestWithin(CELLS, () => 0),
    58,
  );
  equal(
    largestWithin({ least: 31, most: 31 }, () => -5),
    31,
  );
  equal(
    largestWithin({ least: 31, most: 20 }, () => 5),
    31,
  );
});

test('along a line four questions are enough, along any curve fourteen', () => {
  equal(asked('along a line') <= 4, true);
  equal(Math.max(...Object.keys(CURVES).map(asked)) <= 14, true);
});

test('where it is believed to lie two questions are enough, and a wrong belief leads nowhere else', () => {
  for (const [name, curve] of Object.entries(CURVES))
    for (let end = CELLS.least; end < CELLS.most; end += 1) {
      let times = 0;
      const left = (/** @type {number} */ size) => {
        times += 1;
        return curve(end)(size);
      };
      equal(largestWithin(CELLS, left, end), end);
      equal([name, times], [name, 2]);
      for (const wrong of [end - 1, end + 1, end + 7, -Infinity, NaN, 1e9])
        equal(largestWithin(CELLS, curve(end), wrong), end);
    }
});

test('nothing is asked beyond the ends, whatever is believed; at the largest one answer is enough', () => {
  for (const near of [30, 31, 45, 58, 59, -Infinity, Infinity, NaN]) {
    /** @type {number[]} */
    const asked = [];
    const left = (/** @type {number} */ size) => {
      asked.push(size);
      return 58 - size;
    };
    equal(largestWithin(CELLS, left, near), 58);
    equal([Math.min(...asked) >= 31, Math.max(...asked) <= 58], [true, true]);
    if (near === 58) equal(asked, [58]);
  }
});
