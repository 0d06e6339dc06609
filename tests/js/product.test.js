// @ts-check
import { around, nearly, productOf } from '../../static/js/lib/product.js';
import { equal, test } from './harness.js';

/** @param {number[]} shape @param {number[] | null} data */
const tensor = (shape, data) => ({ shape, data });
/** [[1 2 3] [4 5 6]] · [[1 0] [0 1] [2 2]] + [10 20] */
const tensors = {
  x: tensor([2, 3], [1, 2, 3, 4, 5, 6]),
  W: tensor([3, 2], [1, 0, 0, 1, 2, 2]),
  V: tensor([2, 3], [1, 0, 2, 0, 1, 2]),
  b: tensor([2], [10, 20]),
  y: tensor([2, 2], [17, 28, 26, 37]),
  p: tensor([2, 2], [7, 8, 16, 17]),
  far: tensor([2, 2], null),
  long: tensor([3], [0, 0, 0]),
};
const factor = (/** @type {string} */ address, transposed = false) => ({ address, transposed });
/** @param {any} more @param {number[]} [at] @param {any} [others] */
const product = (more, at = [1, 0], others = {}) =>
  productOf(
    { result: 'y', left: factor('x'), right: factor('W'), added: 'b', ...more },
    /** @type {any} */ ({ tensors: { ...tensors, ...others } }),
    at,
  );

test('of many indices those next to the one asked for are shown', () => {
  equal(around(4, 3, 4), [0, 1, 2, 3]);
  equal(around(9, 0, 4), [0, 1, 2, 3, null]);
  equal(around(9, 1, 4), [0, 1, 2, 3, null]);
  equal(around(9, 4, 4), [null, 3, 4, 5, 6, null]);
  equal(around(9, 8, 4), [null, 5, 6, 7, 8]);
  equal(around(0, 0, 4), []);
});

test('a product shows rows, columns, numbers and the cells of its tensors', () => {
  const found = product({});
  equal([found?.row, found?.col, found?.cut], [1, 0, false]);
  equal(
    [found?.left.rows, found?.left.cols],
    [
      [0, 1],
      [0, 1, 2],
    ],
  );
  equal(
    [found?.right.rows, found?.right.cols],
    [
      [0, 1, 2],
      [0, 1],
    ],
  );
  equal([found?.added?.rows, found?.added?.cols], [[0], [0, 1]]);
  equal([found?.left.value(1, 2), found?.right.value(2, 1)], [6, 2]);
  equal([found?.added?.value(0, 1), found?.result.value(1, 0)], [20, 26]);
  equal([found?.left.at(1, 2), found?.added?.at(0, 1)], [[1, 2], [1]]);
});

test('a transposed factor is read by its columns', () => {
  const found = product({ right: factor('V', true) });
  equal([found?.right.value(2, 0), found?.right.at(2, 0)], [2, [0, 2]]);
  equal(found?.right.rows.length, 3);
});

test('without a cell that fits, the first or the last one is shown', () => {
  equal([product({}, [])?.row, product({}, [])?.col], [0, 0]);
  equal([product({}, [9, 9])?.row, product({}, [9, 9])?.col], [1, 1]);
});

test('nothing is added where nothing is said to be', () => {
  const found = product({ result: 'p', added: null });
  equal([found?.added, found?.result.value(0, 0)], [null, 7]);
});

test('what is no such product is not shown as one', () => {
  const wrong = [
    { result: 'p' },
    { result: 'p', added: 'long' },
    { added: 'none' },
    { added: 'x' },
    { left: factor('W') },
    { right: factor('x') },
    { result: 'far' },
    { result: 'none' },
    { left: factor('b') },
    { right: factor('x', true) },
    { left: factor('y') },
  ];
  equal(
    wrong.map((more) => product(more)),
    wrong.map(() => null),
  );
  equal(product({ added: 'far' }, [0, 0]), null);
  equal(product({}, [0, 0], { b: tensor([2], null) }), null);
});

test('a number may be off by rounding, and by no more', () => {
  const off = (/** @type {number} */ by) =>
    product({}, [0, 0], { y: tensor([2, 2], [17 + by, 28, 26, 37]) }) !== null;
  equal([off(1e-9), off(-1e-9), off(1e-6), off(-1e-6)], [true, true, false, false]);
  const broken = { x: tensor([2, 3], [NaN, 2, 3, 4, 5, 6]), y: tensor([2, 2], [NaN, NaN, 26, 37]) };
  equal(product({}, [0, 0], broken) !== null, true);
});

test('a large product is cut around the cell', () => {
  const ones = tensor([6, 6], Array(36).fill(1));
  const sixes = tensor([6, 6], Array(36).fill(6));
  const found = product(
    { added: null, left: factor('o'), right: factor('o'), result: 's' },
    [5, 0],
    {
      o: ones,
      s: sixes,
    },
  );
  equal(found?.cut, true);
  equal(found?.result.rows, [null, 2, 3, 4, 5]);
  equal(found?.left.cols, [0, 1, 2, 3, null]);
});

test('what is summed over is shown from its first, in as little room as one likes', () => {
  const ones = { o: tensor([3, 3], Array(9).fill(1)), s: tensor([3, 3], Array(9).fill(3)) };
  const said = { result: 's', left: factor('o'), right: factor('o'), added: null };
  const trace = /** @type {any} */ ({ tensors: ones });
  const found = productOf(/** @type {any} */ (said), trace, [2, 2], { rows: 2, cols: 2 });
  equal(
    [found?.left.cols, found?.right.rows],
    [
      [0, 1, null],
      [0, 1, null],
    ],
  );
});

test('noughts add up to nought', () => equal([nearly([0, 0])(0), nearly([])(0)], [true, true]));
