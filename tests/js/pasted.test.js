import { cellsOf, fills, readMatrix, turned } from '../../static/js/lib/pasted.js';
import { equal, test } from './harness.js';

const any = () => false;
const WHOLE = { shape: [2, 3], data: [1, -2.5, 3, 4, 0, 6] };

test('a matrix is read as spreadsheets, numpy, PyTorch, JSON, MATLAB and LaTeX write it', () => {
  for (const text of [
    '1\t-2.5\t3\n4\t0\t6\n',
    '1\t−2,5\t3\r\n4\t0\t6',
    '1,-2.5,3\n4,0,6',
    '1;-2,5;3\n4;0;6',
    '1 -2.5 3\n4 0 6',
    '1,0 -2,5 3,0\n4,0 0,0 6,0',
    '[[1, -2.5, 3], [4, 0, 6]]',
    '[[1.0,-2.5,3.0],\n [4.0,0.0,6.0]]',
    '[[ 1.  -2.5  3. ]\n [ 4.   0.   6. ]]',
    'array([[ 1. , -2.5,  3. ],\n       [ 4. ,  0. ,  6. ]])',
    'np.array([[1, -2.5, 3], [4, 0, 6]], dtype=float32)',
    'tensor([[ 1.0000, -2.5000,  3.0000],\n        [ 4.0000,  0.0000,  6.0000]], requires_grad=True)',
    'W = [1 -2.5 3; 4 0 6]',
    '[1, -2.5, 3\n4, 0, 6]',
    '((1, -2.5, 3), (4, 0, 6))',
    String.raw`\begin{pmatrix} 1 & -2.5 & 3 \\ 4 & 0 & 6 \end{pmatrix}`,
  ])
    equal([text, readMatrix(text, any)], [text, WHOLE]);
});

test('one number, or none, is left to the field', () => {
  for (const text of ['', '3', ' 0,5 ', '-1e-3', '1/2', 'hello there', '[3]', 'W'])
    equal([text, readMatrix(text, any)], [text, null]);
});

test('what can be read in two ways is read in the one that fits', () => {
  const read = (wanted) => readMatrix('1,5\n2,5', (shape) => fills(shape, wanted));
  equal(read([2, 2]), { shape: [2, 2], data: [1, 5, 2, 5] });
  equal(read([2]), { shape: [2, 1], data: [1.5, 2.5] });
});

test('NaN and infinity stand in a matrix; what is none is told', () => {
  equal(readMatrix('[[nan, inf], [-inf, 1/2]]', any), {
    shape: [2, 2],
    data: [NaN, Infinity, -Infinity, 0.5],
  });
  equal(readMatrix('1\tx\n2\t3', any), { wrong: 'words', found: 'x' });
  equal(readMatrix('1\t\n2\t3', any)?.wrong, 'ragged');
  equal(readMatrix('[[1, 2], [3]]', any)?.wrong, 'ragged');
  equal(readMatrix('[[1, 2], [3, 4]', any)?.wrong, 'words');
  equal(readMatrix('[[0.1 0.2 ... 0.3]\n [1 2 ... 3]]', any)?.wrong, 'elided');
});

test('axes of one do not count; a matrix can be turned; each number finds its cell', () => {
  equal(
    [fills([1, 3], [3]), fills([3, 1], [3]), fills([3, 2], [2, 3]), fills([1], [1, 1])],
    [true, true, false, true],
  );
  equal(turned(WHOLE), { shape: [3, 2], data: [1, 4, -2.5, 0, 3, 6] });
  equal(readMatrix('[[[1, 2]], [[3, 4]]]', any), { shape: [2, 1, 2], data: [1, 2, 3, 4] });
  equal(cellsOf('l1.W', [2, 2], [5, 6, 7, 8]).at(-2), { address: 'l1.W', at: [1, 0], value: 7 });
});

test('a list whose bracket is missing cannot be read', () =>
  equal(
    readMatrix('[[1, 2], [3', () => true),
    { wrong: 'words', found: '' },
  ));

test('a word among numbers is told alone, without the numbers beside it', () =>
  equal(readMatrix('1 x\n2 3', any), { wrong: 'words', found: 'x' }));

test('a list with a bracket too many cannot be read', () =>
  equal(readMatrix('[1, 2]]', any), { wrong: 'words', found: '' }));
