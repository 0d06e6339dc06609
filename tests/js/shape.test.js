import { cellAt, frames, measure, walk } from '../../static/js/lib/grid.js';
import {
  extent,
  find,
  hides,
  indices,
  layOut,
  lie,
  offset,
  ofSample,
  place,
  sizes,
} from '../../static/js/lib/shape.js';
import { equal, test } from './harness.js';

const SHAPES = [[], [3], [2, 3], [3, 2, 4], [4, 2, 3, 3], [7, 1, 2, 2]];

test('a shape is written with ×; a scalar is 1', () =>
  equal([[4, 3], [5], []].map(sizes), ['4×3', '5', '1']));

test('a vector is one row, a matrix itself, and from rank 3 on the last two axes are maps', () => {
  equal(extent(lie([5])), { rows: 1, cols: 5 });
  equal(extent(lie([4, 3])), { rows: 4, cols: 3 });
  const { rows, cols, count, channels } = lie([4, 2, 3, 3]);
  equal({ rows, cols, count, channels }, { rows: 3, cols: 3, count: 8, channels: 2 });
});

test('samples lie below each other and channels side by side', () => {
  const flat = lie([2, 3, 4, 4]);
  equal(
    [place(flat, [0, 1, 0, 0]), place(flat, [1, 0, 0, 0])],
    [
      { row: 0, col: 4 },
      { row: 4, col: 0 },
    ],
  );
});

test('many samples are folded, so that a picture is not a thread', () => {
  const { rows, cols } = extent(lie([64, 1, 4, 4]));
  equal(rows <= 2 * cols, true);
});

test('every cell of every rank has a place of its own, and is found there again', () => {
  for (const shape of SHAPES) {
    const flat = lie(shape);
    const size = shape.reduce((a, b) => a * b, 1);
    const seen = new Set();
    for (let k = 0; k < size; k += 1) {
      const at = indices(k, shape);
      equal(offset(at, shape), k);
      const { row, col } = place(flat, at);
      equal(find(flat, row, col), at);
      seen.add(`${row},${col}`);
    }
    equal(seen.size, size);
  }
});

test('what is known by a preview alone lies as the preview does', () => {
  const flat = layOut({ shape: [4, 2, 3, 3], data: null });
  equal(extent(flat), { rows: 4, cols: 18 });
  equal([place(flat, [1, 1, 0, 2]), find(flat, 1, 11)], [{ row: 1, col: 11 }, [1, 1, 0, 2]]);
});

test('a place without a map has no cell', () => {
  const flat = lie([5, 8, 2]);
  const { rows, cols } = extent(flat);
  const found = [];
  for (let row = 0; row < rows; row += 1)
    for (let col = 0; col < cols; col += 1) if (find(flat, row, col)) found.push(1);
  equal(found.length, 80);
});

const PITCH = { width: 10, height: 8, gap: 2, apart: 6 };

test('the cell under a point is the one that is drawn there', () => {
  const flat = lie([2, 2, 3, 3]);
  equal(measure(flat, PITCH), { width: 6 * 10 + 4 * 2 + 6, height: 6 * 8 + 4 * 2 + 6 });
  equal(
    [cellAt(flat, PITCH, 1, 1), cellAt(flat, PITCH, 41, 1), cellAt(flat, PITCH, 1, 35)],
    [
      [0, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ],
  );
  equal(
    [cellAt(flat, PITCH, -5, -5), cellAt(flat, PITCH, 999, 999)],
    [
      [0, 0, 0, 0],
      [1, 1, 2, 2],
    ],
  );
});

test('arrow keys walk from cell to cell, from map to map, and stop at the edge', () => {
  const flat = lie([2, 2, 3, 3]);
  equal(walk(flat, [0, 0, 0, 2], 'ArrowRight'), [0, 1, 0, 0]);
  equal(walk(flat, [0, 0, 2, 0], 'ArrowDown'), [1, 0, 0, 0]);
  equal(walk(flat, [0, 0, 0, 0], 'ArrowUp'), [0, 0, 0, 0]);
  equal(walk(flat, [0, 0, 0, 0], 'a'), null);
});

test('cells that form a row or a column have one frame', () => {
  const flat = lie([4, 3]);
  equal(
    frames(flat, [
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]),
    [{ row: 0, col: 1, rows: 4, cols: 1 }],
  );
  equal(
    frames(flat, [
      [2, 2],
      [2, 0],
      [2, 1],
    ]),
    [{ row: 2, col: 0, rows: 1, cols: 3 }],
  );
  equal(
    frames(flat, [
      [0, 0],
      [2, 2],
    ]).length,
    2,
  );
  equal(
    frames(flat, [
      [1, 1],
      [1, 1],
    ]),
    [{ row: 1, col: 1, rows: 1, cols: 1 }],
  );
});

test('no frame reaches from map to map', () => {
  const flat = lie([1, 2, 2, 2]);
  equal(
    frames(flat, [
      [0, 0, 0, 1],
      [0, 1, 0, 0],
    ]).length,
    2,
  );
});

test('the shape of one sample has no first axis; that of a sample that is one number is 1', () =>
  equal([[4, 1, 6, 6], [4, 3], [4]].map(ofSample), ['1×6×6', '3', '1']));

test('a tensor hides numbers where some of its −∞ are meant', () => {
  equal([{ stats: { masked: 3 } }, { stats: {} }, { stats: null }, {}].map(hides), [
    true,
    false,
    false,
    false,
  ]);
});

test('one masked cell is enough to hide something', () =>
  equal([{ stats: { masked: 1 } }, { stats: { masked: 0 } }, {}].map(hides), [true, false, false]));

test('an arrow leads one cell on, in each direction', () => {
  const flat = lie([5, 5]);
  equal(
    ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((key) => walk(flat, [2, 2], key)),
    [
      [1, 2],
      [3, 2],
      [2, 1],
      [2, 3],
    ],
  );
});
