// @ts-check
import { sumOf } from '../../static/js/lib/addends.js';
import { equal, test } from './harness.js';

/** @param {number[]} shape @param {number[] | null} data */
const tensor = (shape, data) => ({ shape, data });
const MOST = { rows: 4, cols: 4 };

/**
 * @param {Record<string, {shape: number[], data: number[] | null}>} tensors
 * @param {number[]} [at]
 */
const sum = (tensors, at = [], most = MOST) =>
  sumOf(
    { result: 'y', parts: Object.keys(tensors).filter((name) => name !== 'y') },
    /** @type {any} */ ({ tensors }),
    at,
    most,
  );

test('a sum shows the same cell in each of its parts and in what they give', () => {
  const found = sum(
    {
      p: tensor([2, 2], [1, 2, 3, 4]),
      q: tensor([2, 2], [10, 20, 30, 40]),
      y: tensor([2, 2], [11, 22, 33, 44]),
    },
    [1, 0],
  );
  equal([found?.row, found?.col, found?.rest, found?.cut], [1, 0, 0, false]);
  equal(
    found?.parts.map((part) => [part.address, part.value(1, 0), part.at(1, 0)]),
    [
      ['p', 3, [1, 0]],
      ['q', 30, [1, 0]],
    ],
  );
  equal(found?.result.value(1, 0), 33);
});

test('a vector is one row; of more axes the last two are shown, where the cell lies', () => {
  const row = sum(
    { p: tensor([3], [1, 2, 3]), q: tensor([3], [1, 1, 1]), y: tensor([3], [2, 3, 4]) },
    [2],
  );
  equal([row?.result.rows, row?.row, row?.col, row?.result.at(0, 2)], [[0], 0, 2, [2]]);
  const ones = tensor([2, 1, 2], [1, 1, 1, 1]);
  const deep = sum(
    { p: tensor([2, 1, 2], [1, 2, 3, 4]), q: ones, y: tensor([2, 1, 2], [2, 3, 4, 5]) },
    [1, 0, 1],
  );
  equal(deep?.parts[0].value(0, 1), 4);
  equal(deep?.result.at(0, 1), [1, 0, 1]);
  equal(deep?.cut, true);
});

test('of more than four parts three are shown, of a large one what lies around the cell', () => {
  const one = tensor([1], [1]);
  const many = sum({ a: one, b: one, c: one, d: one, e: one, y: tensor([1], [5]) });
  equal([many?.parts.length, many?.rest, many?.cut], [3, 2, true]);
  const four = sum({ a: one, b: one, c: one, d: one, y: tensor([1], [4]) });
  equal([four?.parts.length, four?.rest, four?.cut], [4, 0, false]);
  const long = tensor([9], Array(9).fill(1));
  const cut = sum({ a: long, b: long, y: tensor([9], Array(9).fill(2)) }, [8]);
  equal([cut?.result.cols, cut?.cut], [[null, 5, 6, 7, 8], true]);
});

test('what is no sum of tensors of one shape is not shown as one', () => {
  const one = tensor([2], [1, 1]);
  const two = tensor([2], [2, 2]);
  equal(sum({ a: one, b: one, y: tensor([2], [2, 3]) }), null);
  equal(sum({ a: one, b: tensor([1, 2], [1, 1]), y: two }), null);
  equal(sum({ a: one, b: tensor([2], null), y: two }), null);
  equal(sum({ a: one, b: one }), null);
  const broken = sum({ a: tensor([1], [NaN]), b: tensor([1], [1]), y: tensor([1], [NaN]) });
  equal(broken !== null, true);
});

test('a cell beyond the end is the last one; a single number and no number are no sums to show', () => {
  const three = { p: tensor([3], [1, 2, 3]), q: tensor([3], [1, 1, 1]), y: tensor([3], [2, 3, 4]) };
  equal(sum(three, [9])?.col, 2);
  const one = tensor([], [1]);
  equal(sum({ p: one, q: one, y: tensor([], [2]) }), null);
  const none = tensor([0, 2], []);
  equal(sum({ p: none, q: none, y: none }), null);
});
