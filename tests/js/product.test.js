import { multiplied } from '../../static/js/draw/mathml.js';
import { around, productOf } from '../../static/js/lib/product.js';
import { equal, test } from './harness.js';

const symbol = (address, index = '', transposed = '') =>
  `<mrow data-address="${address}"${transposed && ' data-transposed="true"'}><mi>x</mi><mo>${index}</mo></mrow>`;
const said = (right, left = symbol('l1.y')) =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>${left}<mo>=</mo>${right}</mrow></math>`;
const row = (...parts) => `<mrow>${parts.join('')}</mrow>`;

test('a formula that multiplies two matrices is known by what it says', () => {
  const product = row(symbol('data.x', '[n,:]'), '<mo>·</mo>', symbol('l1.W'));
  equal(multiplied(said(product, symbol('l1.y', '[n,:]'))), {
    result: 'l1.y',
    left: { address: 'data.x', transposed: false },
    right: { address: 'l1.W', transposed: false },
    added: null,
  });
  equal(multiplied(said(row(product, '<mo>+</mo>', symbol('l1.b'))))?.added, 'l1.b');
  const turned = row(symbol('l1.y', '', 'T'), '<mo>·</mo>', symbol('l2.dy'));
  equal(multiplied(said(turned))?.left.transposed, true);
});

test('what is multiplied number by number, or by a number, is no product of matrices', () => {
  for (const right of [
    row(symbol('l1.dy'), '<mo>⊙</mo>', symbol('l1.y')),
    row('<mi>α</mi>', '<mo>·</mo>', symbol('l1.dW')),
    row(symbol('l1.W'), '<mo>−</mo>', symbol('l1.dW')),
    row(symbol('l1.dy', '[n,j]'), '<mo>·</mo>', symbol('l1.y')),
    symbol('l1.y'),
  ])
    equal(multiplied(said(right)), null);
});

const tensor = (shape, data) => ({ shape, data, role: 'input' });
const trace = {
  tensors: {
    x: tensor([2, 3], [1, 2, 3, 4, 5, 6]),
    W: tensor([3, 2], [1, 0, 0, 1, 1, 1]),
    b: tensor([2], [10, 20]),
    y: tensor([2, 2], [14, 25, 20, 31]),
    dW: tensor([3, 2], [94, 149, 128, 205, 162, 261]),
    wrong: tensor([2, 2], [14, 25, 20, 32]),
    large: { shape: [2, 3], data: null, role: 'input' },
  },
};
const of = (left, right, result, added = null, turned = false) => ({
  left: { address: left, transposed: turned },
  right: { address: right, transposed: false },
  result,
  added,
});
const numbers = ({ rows, cols, value }) => rows.map((r) => cols.map((c) => value(r, c)));

test('both matrices, the row that is added and the result show the numbers of the stage', () => {
  const found = productOf(of('x', 'W', 'y', 'b'), trace, [1, 0]);
  equal(numbers(found.left), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  equal(numbers(found.right), [
    [1, 0],
    [0, 1],
    [1, 1],
  ]);
  equal(numbers(found.added), [[10, 20]]);
  equal(numbers(found.result), [
    [14, 25],
    [20, 31],
  ]);
  equal([found.row, found.col, found.cut], [1, 0, false]);
});

test('a transposed matrix lies on its side, and its cells are still its own', () => {
  const { left } = productOf(of('x', 'y', 'dW', null, true), trace, [0, 0]);
  equal(numbers(left), [
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  equal(left.at(2, 1), [1, 2]);
});

test('numbers that are no such product, or not at hand, are not shown as one', () => {
  equal(productOf(of('x', 'W', 'wrong', 'b'), trace, [1, 1]), null);
  equal(productOf(of('x', 'W', 'y'), trace, [0, 0]), null);
  equal(productOf(of('x', 'y', 'W'), trace, [0, 0]), null);
  equal(productOf(of('large', 'W', 'y', 'b'), trace, [0, 0]), null);
});

test('of a long matrix what lies around the cell is shown, and dots where something is left out', () => {
  equal(around(3, 2, 4), [0, 1, 2]);
  equal(around(9, 0, 4), [0, 1, 2, 3, null]);
  equal(around(9, 4, 4), [null, 3, 4, 5, 6, null]);
  equal(around(9, 8, 4), [null, 5, 6, 7, 8]);
  for (let at = 0; at < 9; at += 1) equal(around(9, at, 2).includes(at), true);
  equal(productOf(of('x', 'W', 'y', 'b'), trace, [1, 1], { rows: 1, cols: 2 }).cut, true);
});
