// @ts-check
import {
  depthsOf,
  lookAhead,
  lookOf,
  ofUnit,
  orderOf,
  shades,
} from '../../static/js/lib/picture.js';
import { classesOf, targetOf, withPut } from '../../static/js/lib/points.js';
import { equal, near, test } from './harness.js';

const tensor = (/** @type {number[]} */ shape, /** @type {any} */ data) => ({ shape, data });
/** @param {number[]} shape @param {number[] | null} data @param {any} [more] */
const samples = (shape, data, more = {}) =>
  /** @type {any} */ ({
    train: { x: tensor(shape, data), target: tensor([shape[0], 1], [0, 1]), ...more },
    ...more,
  });

test('the picture is a plane, a curve, pairs or none', () => {
  const of = (/** @type {number[]} */ ...shape) => lookOf(samples(shape, []));
  equal(
    [of(3, 2), of(3, 1), of(3, 4), of(3, 2, 2), of(3)],
    ['plane', 'curve', 'pairs', 'pairs', 'pairs'],
  );
  equal([of(400, 3), of(401, 3), of(900, 2)], ['pairs', 'none', 'plane']);
  equal([lookOf(null), lookOf(samples([3, 2], null))], ['none', 'none']);
  equal(lookOf(samples([3, 4], [], { labels: [0] })), 'none');
  equal(lookOf(samples([3, 4], [], { target: tensor([3, 1], null) })), 'none');
});

test('a plane is asked for with some room around its samples', () => {
  const order = /** @type {any} */ (orderOf(samples([2, 2], [0, 10, 1, 20])));
  const grid = { x: [-0.12, 1.12, 64], y: [8.8, 21.2, 64] };
  for (const [name, axis] of Object.entries(grid)) {
    for (const [at, value] of axis.entries()) near(order.grid[name][at], value, 1e-9);
  }
  const flat = /** @type {any} */ (orderOf(samples([2, 2], [5, 1, 5, 2])));
  equal(flat.grid.x, [4, 6, 64]);
});

test('a curve is asked for at 128 places from end to end, pairs as they are', () => {
  const { x } = /** @type {any} */ (orderOf(samples([3, 1], [0, 50, 100])));
  equal(x.length, 128);
  near(x[0][0], -12);
  near(x[127][0], 112);
  near(x[1][0] - x[0][0], 124 / 127);
  equal(orderOf(samples([2, 3], [1, 2, 3, 4, 5, 6])), {
    x: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
  equal([orderOf(null), orderOf(samples([500, 3], []))], [null, null]);
});

test('a point of the plane has the class of the largest output, or none', () => {
  const labelled = samples([2, 2], [0, 0], { labels: [0, 1] });
  const found = shades(tensor([4, 3], [1, 5, 2, 7, 7, 1, 0, 1, 2, 1, NaN, 9]), labelled);
  equal(found, { classes: [1, 0, 2, -1] });
});

test('of one output it counts how far it is from the middle of the targets, or from the border', () => {
  const depths = (/** @type {any} */ y, /** @type {any} */ more) =>
    /** @type {any} */ (shades(y, samples([2, 2], [0, 0], more))).depths;
  const targets = { target: tensor([2, 1], [0, 4]) };
  equal(depths(tensor([5, 1], [0, 1, 2, 4, 9]), targets), [-1, -0.5, 0, 1, 1]);
  equal(depths(tensor([2], [2, 3]), targets), [0, 0.5]);
  equal(depths(tensor([3, 1], [-2, 0, 4]), { ...targets, border: 0 }), [-0.5, 0, 1]);
  equal(depths(tensor([2, 2], [2, 9, 4, 9]), targets), [0, 1]);
  const wide = { target: tensor([2, 2], [0, 100, 4, 100]) };
  equal(depths(tensor([2, 1], [2, 4]), wide), [0, 1]);
  equal(depths(tensor([2, 1], [3, 5]), { target: tensor([2, 1], [3, 3]) }), [0, 1]);
});

test('a unit by itself has its own numbers, and the largest of them fills the scale', () => {
  const y = /** @type {any} */ (tensor([2, 3], [1, 2, 3, 4, 5, 6]));
  equal(ofUnit(y, 1), tensor([2, 1], [2, 5]));
  equal(
    [ofUnit(y, 2).data, ofUnit(y, 9).data],
    [
      [3, 6],
      [3, 6],
    ],
  );
  equal(ofUnit(/** @type {any} */ (tensor([2], [7, 8])), 0), tensor([2, 1], [7, 8]));
  equal(depthsOf(/** @type {any} */ (tensor([4], [-4, 2, 0, Infinity]))), {
    depths: [-1, 0.5, 0, 1],
  });
  equal(depthsOf(/** @type {any} */ (tensor([2], [0, 0]))), { depths: [0, 0] });
});

test('a target is made of a class: its number, or one place of many', () => {
  const of = (/** @type {number[]} */ shape, /** @type {any} */ more) =>
    targetOf(
      /** @type {any} */ ({
        train: { target: tensor(shape, null), ...more },
        test: { labels: null },
      }),
      1,
    );
  equal([of([4, 1], {}), of([4, 3], {}), of([4], {})], [[1], [0, 1, 0], [1]]);
  equal(typeof classesOf, 'function');
});

test('a point can be of as many classes as the target names, two at least', () => {
  const of = (labels, shape) => classesOf({ train: { labels, target: { shape } } });
  equal(
    [of([0, 1], [2]), of([0, 1], [2, 1]), of([0, 1, 2], [3, 3]), of(null, [2, 1])],
    [2, 2, 3, 0],
  );
});

test('the largest output of a unit fills its scale, however small', () =>
  equal(depthsOf({ data: [0.5, -0.25, Infinity] }).depths, [1, -0.5, 1]));

test('what lies beyond the targets is as deep as they are, on both sides', () => {
  const targets = samples([2, 2], [0, 0], { target: tensor([2, 1], [0, 4]) });
  equal(shades(tensor([2, 1], [-9, 99]), targets), { depths: [-1, 1] });
});

test('a point that is put into a picture is where it was put, in few digits', () => {
  const x = { shape: [2, 2], data: [0, 0, 1, 1] };
  const target = { shape: [2, 1], data: [0, 1] };
  const part = { x, target, rows: [0, 1], labels: [0, 1] };
  const none = { x: { shape: [0, 2], data: [] }, target: { shape: [0, 1], data: [] }, rows: [] };
  const place = { across: { min: -1, max: 2 }, up: { min: 0, max: 10 }, curve: false };
  const point = { right: 1 / 3, above: 0.12345678, label: 1, height: 7.5 };
  const put = (train, where = place) =>
    withPut({ train, test: none, classes: null, features: null }, where, point, 'en');
  const found = put(part);
  const test = {
    x: { shape: [1, 2], data: [9, 9] },
    target: { shape: [1, 1], data: [5] },
    rows: [2],
  };
  const whole = { train: { ...part, labels: null }, test, classes: null, features: null };
  equal(withPut(whole, place, point, 'en').target, [[0], [1], [5], [7.5]]);
  const scored = { ...part, target: { shape: [2, 1], data: [-3, 8] }, labels: [1, 1] };
  equal(put(scored).target.at(-1), [-3]);
  equal(put({ ...scored, labels: [0, 1] }).target.at(-1), [8]);
  const flat = { ...part, target: { shape: [2], data: [0, 1] }, labels: null };
  const pairs = { ...flat, target: { shape: [2, 2], data: [0, 1, 2, 3] } };
  equal(
    [put(flat), put(pairs)].map(({ target: all }) => all.at(-1)),
    [[7.5], [7.5, 7.5]],
  );
  equal(found.x, [
    [0, 0],
    [1, 1],
    [0, 1.235],
  ]);
  equal(found.target, [[0], [1], [1]]);
  equal(put({ ...part, labels: null }).target.at(-1), [7.5]);
  const line = { ...part, x: { shape: [2, 1], data: [0, 1] }, labels: null };
  const drawn = put(line, { ...place, curve: true });
  equal([drawn.x.at(-1), drawn.target.at(-1)], [[0], [1.235]]);
});

test('samples of one large number stand in the middle of a plane that is wider than it', () => {
  const { grid } = /** @type {any} */ (orderOf(samples([2, 2], [1e300, -5, 1e300, -5])));
  equal([grid.x[0] < 1e300, grid.x[1] > 1e300, grid.y], [true, true, [-6, -4, 64]]);
});

test('until the samples are known the batch tells which picture there will be', () => {
  const batch = (/** @type {number[]} */ ...shape) =>
    /** @type {any} */ ({ tensors: { 'data.x': { shape } } });
  const ahead = (/** @type {number[]} */ ...shape) => lookAhead(null, batch(...shape));
  equal(
    [ahead(3, 2), ahead(3, 1), ahead(3, 4), ahead(3, 2, 2)],
    ['plane', 'curve', 'none', 'none'],
  );
  equal([lookAhead(null, null), lookAhead(samples([3, 4], []), batch(3, 2))], ['none', 'pairs']);
});
