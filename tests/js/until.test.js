import { CONDITIONS, untilOf, VALUED } from '../../static/js/lib/until.js';
import { equal, test } from './harness.js';

const trace = /** @type {any} */ ({
  nodes: [
    { id: 'data', role: 'data' },
    { id: 'l1', role: 'layer', parameters: { W: [2, 3], b: [3] } },
    { id: 'l2', role: 'layer', parameters: {} },
    { id: 'l3', role: 'layer', parameters: { W: [3, 1] } },
    { id: 'loss', role: 'loss' },
  ],
});

test('a condition that needs a number asks for nothing without one', () => {
  for (const condition of CONDITIONS)
    equal(untilOf([{ condition, value: null }], trace) === null, VALUED.includes(condition));
});

test('an error and an accuracy are bounds', () => {
  equal(untilOf([{ condition: 'loss_below', value: 0.5 }], trace), { loss_below: 0.5 });
  equal(untilOf([{ condition: 'accuracy_above', value: 0.9 }], trace), { accuracy_above: 0.9 });
});

test('a gradient is that of any parameter', () => {
  equal(untilOf([{ condition: 'norm_above', value: 3 }], trace), {
    norm_above: { 'l1.dW': 3, 'l1.db': 3, 'l3.dW': 3 },
  });
  equal(untilOf([{ condition: 'norm_below', value: 3 }], null), null);
});

test('a dead unit is one of any layer but the last', () => {
  equal(untilOf([{ condition: 'dead', value: null }], trace), { dead: ['l1', 'l2'] });
  equal(untilOf([{ condition: 'dead', value: null }], { nodes: trace.nodes.slice(3) }), null);
});

test('a number that breaks needs nothing else', () => {
  equal(untilOf([{ condition: 'nonfinite', value: 1 }], trace), { nonfinite: true });
});

test('several conditions go together, one gradient or layer of many', () => {
  const chosen = [
    { condition: 'loss_below', value: 0.1 },
    { condition: 'nonfinite' },
    { condition: 'norm_below', value: 1e-6, of: 'l1.W' },
    { condition: 'norm_above', value: 9, of: 'l9.W' },
    { condition: 'dead', of: 'l2' },
  ];
  equal(untilOf(chosen, trace), {
    loss_below: 0.1,
    nonfinite: true,
    norm_below: { 'l1.dW': 1e-6 },
    dead: ['l2'],
  });
  equal(untilOf([], trace), null);
});
