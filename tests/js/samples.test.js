import { hasSamples } from '../../static/js/lib/samples.js';
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
