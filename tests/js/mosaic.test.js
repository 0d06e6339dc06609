import { isFew, mosaic } from '../../static/js/draw/mosaic.js';
import { lie } from '../../static/js/lib/shape.js';
import { equal, test } from './harness.js';

const pitch = { width: 8, height: 6, gap: 1, apart: 4 };
const drawn = (shape, data, masked = false) =>
  mosaic({ data, flat: lie(shape), pitch, kind: 'v', top: 1, masked }).map((path) => [
    path.getAttribute('class'),
    path.getAttribute('d'),
  ]);

test('cells of one colour are one path, each at its place', () => {
  equal(drawn([2, 2], [1, -1, -1, 1]), [
    [null, 'M0 0h8v6h-8zM9 7h8v6h-8z'],
    [null, 'M9 0h8v6h-8zM0 7h8v6h-8z'],
  ]);
});

test('what lies beyond the end of the scale has the colour at its end', () => {
  equal(drawn([1, 3], [1, 40, Infinity]).length, 1);
});

test('maps stand apart', () => {
  const [[, d]] = drawn([1, 2, 1, 2], [1, 1, 1, 1]);
  equal(
    [...d.matchAll(/M([\d.]+) 0/g)].map(([, left]) => Number(left)),
    [0, 9, 21, 30],
  );
});

test('what is no number is hatched, within its cell', () => {
  const [hatched] = drawn([1, 1], [NaN]);
  equal(hatched[0], 'hatched');
  const numbers = [...hatched[1].matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)];
  equal(numbers.length > 4, true);
  for (const [, x, y] of numbers) equal(x >= 0 && x <= 8 && y >= 0 && y <= 6, true);
});

test('a −∞ that is meant is hatched as what is no number, another is a colour', () => {
  equal(drawn([1, 1], [-Infinity], true), drawn([1, 1], [NaN]));
  equal(drawn([1, 1], [-Infinity]), drawn([1, 1], [-1]));
});

test('many cells, and cells smaller than pixels, are no mosaic', () => {
  equal(isFew({ flat: lie([4, 4]), pitch }), true);
  equal(isFew({ flat: lie([32, 32]), pitch }), false);
  equal(isFew({ flat: lie([4, 4]), pitch: { ...pitch, width: 0.4 } }), false);
});
