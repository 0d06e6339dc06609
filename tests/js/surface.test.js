import { contour, heightsOf, lead, sharesOf, smoothed } from '../../static/js/lib/surface.js';
import { coarse, hasOutputs, ofUnits, orderOf, outputsOf } from '../../static/js/lib/picture.js';
import { pictureNow, picturesOf, readingOf } from '../../static/js/lib/pictures.js';
import { equal, near, test } from './harness.js';

const labelled = { train: { labels: [0, 1], x: { shape: [2, 2], data: [0, 0, 1, 1] } } };

test('probabilities stay what they are, scores become probabilities', () => {
  const given = sharesOf({ shape: [2, 2], data: [0.25, 0.75, 1, 0] }, labelled);
  equal([...given.p], [0.25, 0.75, 1, 0]);
  const made = sharesOf({ shape: [1, 3], data: [0, Math.log(2), 0] }, labelled);
  for (const [k, share] of [0.25, 0.5, 0.25].entries()) near(made.p[k], share);
  const huge = sharesOf({ shape: [1, 2], data: [1e300, 0] }, labelled);
  equal([...huge.p], [1, 0]);
});

test('where a point has no number, none of its classes is seen', () => {
  const { p } = sharesOf({ shape: [2, 2], data: [NaN, 1, 3, 3] }, labelled);
  equal([...p].map(Number.isNaN), [true, true, false, false]);
});

test('one output, or targets that are no classes, have no shares', () => {
  equal(sharesOf({ shape: [2, 1], data: [0, 1] }, labelled), null);
  equal(sharesOf({ shape: [1, 2], data: [0, 1] }, { train: {} }), null);
});

test('a class leads by what it has more than the best of the others', () => {
  const shares = { count: 3, p: [0.5, 0.3, 0.2, 0.1, 0.1, 0.8] };
  const [first, last] = lead(shares, 0);
  near(first, 0.2);
  near(last, -0.7);
});

test('a line runs where a field has its value, between the points', () => {
  const field = [0, 1, 0, 1]; // two by two: it grows to the right
  equal(contour(field, 2, 0.25), [[0.25, 0, 0.25, 1]]);
  equal(contour(field, 2, 2), []);
  equal(contour([NaN, 1, 0, 1], 2, 0.25), []);
});

test('a plane that was rounded loses its steps and keeps what is flat', () => {
  const flat = Array(16).fill(3);
  equal(smoothed(flat, 4), flat);
  const steps = Array.from({ length: 36 }, (_, k) => Math.floor((k % 6) / 2));
  const row = smoothed(steps, 6).slice(12, 18);
  equal(
    row.every((value, k) => k === 0 || value > row[k - 1]),
    true,
  );
});

test('a single output is as high as it is far from the middle', () => {
  const samples = { train: { target: { shape: [2, 1], data: [0, 2] } } };
  equal(heightsOf({ shape: [3, 1], data: [0, 1, 5] }, samples), [-1, 0, 1]);
});

const numbers = (rows) => ({
  train: { x: { shape: [rows, 2], data: [1, 2, 3, 4] }, target: { data: [1, 2] } },
});

test('numbers are drawn beside what the network says where they are few', () => {
  equal(
    [hasOutputs(numbers(2)), hasOutputs(numbers(401)), hasOutputs(labelled)],
    [true, false, false],
  );
  equal(outputsOf(numbers(2)), {
    x: [
      [1, 2],
      [3, 4],
    ],
  });
  equal([outputsOf(null), outputsOf(numbers(500))], [null, null]);
});

test('the same plane is seen with fewer points', () => {
  const order = { grid: { x: [-1, 1, 64], y: [0, 2, 64] } };
  equal(coarse(order, 8), { x: [-1, 1, 8], y: [0, 2, 8] });
  equal(coarse({ x: [[1]] }, 8), null);
});

const state = (samples, more = {}) => ({
  runs: { samples, picture: 'plane', live: null, training: null, seen: null, ...more },
  stage: { trace: null, shown: null, checkpoint: { id: 'a.1' } },
});

test('without a plane the error comes first', () => {
  equal(picturesOf(state(numbers(2)))[0], 'plane');
  const many = { train: { x: { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] }, target: { data: [1] } } };
  equal(picturesOf(state(many)), ['error', 'gradients', 'classes']);
  equal(pictureNow(state(many)), 'error');
});

test('units of one input have a curve each, where a network has layers', () => {
  const trace = {
    nodes: [{ id: 'l1', role: 'layer', parameters: { W: [1, 3] }, inputs: { x: 'data' } }],
    tensors: { 'l1.y': { shape: [2, 3] } },
  };
  const one = { train: { x: { shape: [2, 1], data: [1, 2] }, target: { data: [1, 2] } } };
  const seen = (samples) => ({ runs: { samples }, stage: { trace, shown: null } });
  equal(picturesOf(seen(one)), ['plane', 'error', 'units', 'gradients', 'classes']);
  equal(ofUnits(orderOf(one), 7), orderOf(one));
});

test('what is read is of the iteration that is shown, or not known', () => {
  const seen = {
    id: 'a.1',
    train: { loss: 0.5, accuracy: 1 },
    test: { samples: 3, loss: 0.7, accuracy: 0.9 },
  };
  const read = readingOf(state(null, { seen }));
  equal([read.error, read.test, read.right], [0.5, 0.7, 0.9]);
  const other = readingOf(state(null, { seen: { ...seen, id: 'a.2' } }));
  equal([other.error, other.test, other.right], [null, null, null]);
});

test('a line runs where a field changes its sign, and none where it only touches', () => {
  equal(contour([1, 1, -1, -1], 2, 0), [[1, 0.5, 0, 0.5]]);
  equal(contour([1, -1, 1, -1], 2, 0), [[0.5, 0, 0.5, 1]]);
  equal(contour([0, 0, -1, -1], 2, 0), []);
});

test('a line is found in each square of a field, wherever it lies', () => {
  const field = [0, 0, 0, 0, 0, 0, 0, 0, 1]; // three by three: one corner is high
  equal(contour(field, 3, 0.5), [[2, 1.5, 1.5, 2]]);
  const tall = [0, 0, 0, 0, 1, 1, 1, 1]; // four rows of two: a step in the middle
  equal(contour(tall, 2, 0.5), [[1, 1.5, 0, 1.5]]);
});
