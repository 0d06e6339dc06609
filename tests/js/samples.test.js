import { hasSamples, isOfParameter } from '../../static/js/lib/samples.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

test('without letters, what is as long as the batch and belongs to no whole has a row a sample', () => {
  equal(
    ['data.x', 'l1.y', 'l1.dy', 'l1.W', 'l1.dW', 'loss.E'].map((address) =>
      hasSamples(trace, address),
    ),
    [true, true, true, false, false, false],
  );
});

test('the letters decide: the means of two channels are no two samples', () => {
  const steps = trace.steps.map((step) =>
    step.index ? step : { ...step, letters: { 'l1.y': ['n', 'j'], 'l1.mean': ['c'] } },
  );
  const tensors = {
    ...trace.tensors,
    'l1.mean': { shape: [2], data: [1, 2], role: 'intermediate' },
  };
  equal(
    ['l1.y', 'l1.mean'].map((address) => hasSamples({ ...trace, steps, tensors }, address)),
    [true, false],
  );
});

test('rows belong to samples, but not those of a parameter or of its gradient', () => {
  equal(
    ['data.x', 'l1.y', 'l2.dy', 'data.target', 'data.dx'].map((address) =>
      hasSamples(trace, address),
    ),
    [true, true, true, true, true],
  );
  equal(
    ['l1.W', 'l1.dW', 'l1.W:next', 'loss.E', 'l1.db'].map((address) => hasSamples(trace, address)),
    [false, false, false, false, false],
  );
  equal(
    ['l1.dW', 'l1.db', 'l1.dy', 'l1.W'].map((address) => isOfParameter(trace, address)),
    [true, true, false, false],
  );
});
