// @ts-check
import { shade } from '../../static/js/lib/shade.js';
import { equal, test } from './harness.js';

/** @param {number[] | null} data @param {string} role */
const tensor = (data, role) => ({ shape: [data?.length ?? 9], role, data, stats: {} });

test('values and gradients have a scale each, and the same one as long as the trace is', () => {
  const trace = /** @type {any} */ ({
    tensors: {
      a: tensor([4, -1], 'activation'),
      d: tensor([0.5, 0.1], 'gradient'),
      large: tensor(null, 'activation'),
    },
  });
  const depth = shade(trace);
  equal([depth(4, 'v'), depth(-4, 'v'), depth(0, 'v')], [1, 1, 0]);
  equal([depth(0.5, 'g'), depth(0, 'g')], [1, 0]);
  equal(depth(0.5, 'v') < 1, true);
  trace.tensors.a.data = [400];
  equal(shade(trace)(4, 'v'), 1);
});

test('what shows no numbers does not stretch the scale', () => {
  const of = (/** @type {number} */ count) =>
    shade(
      /** @type {any} */ ({
        tensors: { a: tensor([1], 'activation'), b: tensor(Array(count).fill(100), 'activation') },
      }),
    )(1, 'v');
  equal([of(257), of(256) < 1], [1, true]);
});
