import { floats, lossesOf, predictionOf, tensorOf } from '../../static/js/lib/packed.js';
import { equal, test } from './harness.js';

/** @param {ArrayBufferView} view */
const packed = (view) => btoa(String.fromCharCode(...new Uint8Array(view.buffer)));

test('numbers come back to the bit, whatever they are', () => {
  const values = [0.1, -1e300, 5e-324, Infinity, -0];
  equal(
    floats(packed(new Float64Array(values))).every((value, k) => Object.is(value, values[k])),
    true,
  );
  equal(floats(packed(new Float64Array([NaN]))).every(Number.isNaN), true);
});

test('losses stand at their iterations', () => {
  const told = {
    first: 120,
    after: packed(new Uint32Array([0, 3, 70000])),
    float64: packed(new Float64Array([0.5, 0.25, Infinity])),
  };
  equal(lossesOf(told), [
    [120, 0.5],
    [123, 0.25],
    [70120, Infinity],
  ]);
});

test('a point is in the class that its character says, or in none', () => {
  const { data, shape } = predictionOf({ shape: [4, 3], classes: { each: 21, cells: 'BVW/' } });
  equal(shape, [4, 3]);
  const rows = [0, 3, 6, 9].map((from) => data?.slice(from, from + 3) ?? []);
  equal(
    rows.map((row) => row.indexOf(Math.max(...row))),
    [0, 0, 1, 2],
  );
  equal(
    rows.map((row) => Math.round(1e9 * row.reduce((sum, p) => sum + p, 0))),
    [1e9, 1e9, 1e9, 1e9],
  );
  const none = predictionOf({ shape: [1, 2], classes: { each: 31, cells: 'A' } });
  equal(none.data?.every(Number.isNaN), true);
});

test('each output of a plane has a scale of its own', () => {
  const columns = { low: [0, -1], high: [62, 1], cells: 'B//gAg' };
  equal(predictionOf({ shape: [3, 2], columns }).data?.slice(0, 4), [0, 1, 62, 0]);
  equal(Number.isNaN(predictionOf({ shape: [3, 2], columns }).data?.[4] ?? 0), true);
});

test('the surer the network is the more probable is the class', () => {
  const p = (/** @type {string} */ cells) =>
    Math.max(...(predictionOf({ shape: [1, 3], classes: { each: 21, cells } }).data ?? []));
  equal(
    [p('B') > 1 / 3, p('B') < 0.37, p('V') > 0.97, p('V') <= 1, p('K') > p('C')],
    [true, true, true, true, true],
  );
});

test('a small tensor has its numbers, a large one a picture from −scale to scale', () => {
  const float64 = packed(new Float64Array([0.1, -3]));
  equal(tensorOf({ shape: [2], float64 }), { shape: [2], data: [0.1, -3] });
  const spread = { min: -2, max: 2, norm: 3, nonfinite: 1, counts: [1, 0, 2] };
  const told = tensorOf({ shape: [2, 2], levels: { cells: 'Bg/A', scale: 2 }, spread });
  equal([told.data, told.preview?.shape], [null, [2, 2]]);
  equal(told.preview?.data, [-2, 0, 2, NaN]);
  equal(told.stats?.histogram, { min: -2, max: 2, counts: [1, 0, 2] });
});

test('of samples the numbers themselves are told', () => {
  const float64 = packed(new Float64Array([1.5, 2.5]));
  equal(predictionOf({ shape: [2, 1], float64 }), { shape: [2, 1], data: [1.5, 2.5] });
});

test('a tensor without numbers and without colours has none', () =>
  equal(tensorOf({ shape: [0] }), { shape: [0], data: [] }));

test('where no class is seen, no class has a probability', () => {
  const { data } = predictionOf({ shape: [3, 2], classes: { each: 31, cells: 'ABA' } });
  equal(data?.map(Number.isNaN), [true, true, false, false, true, true]);
  equal(data?.length, 6);
});
