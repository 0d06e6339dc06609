import {
  alias,
  cell,
  isGradient,
  label,
  nodeName,
  parts,
  seenFrom,
  shortName,
  text,
} from '../../static/js/lib/names.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

test('an address reads as people write it', () => {
  equal(
    [
      'l2.W',
      'l2.dW',
      'data.x',
      'data.dx',
      'data.target',
      'loss.E',
      'l1.W:next',
      'l1.W:m',
      'l1.W:mhat',
    ].map((address) => text(address)),
    ['W₂', '∂E/∂W₂', 'x₁', '∂E/∂x₁', 't', 'E', 'W₁', 'm(W₁)', 'm̂(W₁)'],
  );
});

test('a wire has two names: the output of one layer is the input of the next', () => {
  equal(label('l1.y', trace), 'y₁ = x₂');
  equal(label('l1.dy', trace), '∂E/∂y₁ = ∂E/∂x₂');
  equal(label('data.x', trace), 'x = x₁');
  equal(alias('l2.y', trace), '');
  equal(label('l2.y', trace), 'y₂');
});

test('a layer calls its input x, whoever wrote it', () => {
  equal(seenFrom('l1.y', 'l2', trace), 'x₂');
  equal(seenFrom('l1.dy', 'l2', trace), '∂E/∂x₂');
  equal(seenFrom('l2.W', 'l2', trace), 'W₂');
});

test('the role of a tensor says whether it is a gradient; without a trace its name does', () => {
  equal(
    [isGradient('l1.dW', trace), isGradient('l1.W', trace), isGradient('l2.dx', trace)],
    [true, false, true],
  );
  equal(
    [isGradient('l1.dW'), isGradient('l1.W:delta'), isGradient('data.dx')],
    [true, false, true],
  );
});

test('the parts of a name are apart', () => {
  equal(parts('l3.dW', null), { base: 'W', sub: '3', gradient: true, suffix: '', next: false });
  equal(parts('l3.W:m:next', null), {
    base: 'W',
    sub: '3',
    gradient: false,
    suffix: 'm',
    next: true,
  });
});

test('a cell has its indices, a scalar has none', () =>
  equal([cell('l2.dW', [1, 0]), cell('loss.E', [])], ['∂E/∂W₂[1,0]', 'E']));

test('the error writes what it reads as the layer before it does', () => {
  equal(seenFrom('l2.y', 'loss', trace), 'y₂');
  equal(seenFrom('l2.dy', 'loss', trace), '∂E/∂y₂');
});

test('where there is little room a layer is its number', () =>
  equal(
    shortName('l12', (key, slots) => `${key} ${slots?.n}`),
    'layer.short 12',
  ));

test('a block has its own label, or the word for its place', () => {
  const t = (key, slots = {}) => `${key}${slots.n ?? ''}`;
  equal(
    ['l1', 'l2', 'loss', 'data'].map((id) => nodeName(id, trace, t)),
    ['RL1', 'layer2', 'error', 'input'],
  );
});
