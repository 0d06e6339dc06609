// @ts-check
import { place } from '../../static/js/lib/batches.js';
import { equal, test } from './harness.js';

/** @param {any} data @param {any} batch @param {number} iteration */
const at = (data, batch, iteration) =>
  place(/** @type {any} */ ({ description: { data, batch } }), /** @type {any} */ ({ iteration }));

/** @param {number} count */
const samples = (count) => ({ shape: [count, 2], data: Array(2 * count).fill(0) });

test('the batch of an iteration has its place in the epoch', () => {
  const x = samples(10);
  equal(at({ x }, { size: 4 }, 4), { k: 1, count: 3 });
  equal(at({ x }, { size: 5 }, 3), { k: 1, count: 2 });
  equal(at({ x: samples(6) }, { size: 2 }, 2), { k: 2, count: 3 });
});

test('without a size, or with one that is too large, there is one batch', () => {
  const x = samples(3);
  equal(
    [at({ x }, { size: null }, 5), at({ x }, { size: 9 }, 5)],
    [
      { k: 0, count: 1 },
      { k: 0, count: 1 },
    ],
  );
});

test('where the page does not know the samples, a batch has no place', () => {
  equal(at({ dataset: 'moons' }, { size: 2 }, 0), null);
});
