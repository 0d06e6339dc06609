import {
  alias,
  cell,
  isGradient,
  kindOf,
  label,
  nodeName,
  parts,
  seenFrom,
  shortName,
  spell,
  subject,
  text,
} from '../../static/js/lib/names.js';
import { equal, test } from './harness.js';
import './written.js';
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
  const plain = { base: 'W', sub: '3', use: '', gradient: true, suffix: '', next: false };
  equal(parts('l3.dW', null), plain);
  equal(parts('l3.dW@l5', null), { ...plain, use: '5' });
  equal(parts('l3.dy@l5.other', null), { ...plain, base: 'other', sub: '5' });
  equal(parts('l3.W:m:next', null), {
    base: 'W',
    sub: '3',
    use: '',
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

test('a name is written as the catalog says, or stands with its own words', () => {
  equal(['lr', 'mhat', 'other', 'W', 'some_thing_else'].map(spell), [
    'α',
    'm̂',
    'other',
    'W',
    'some thing else',
  ]);
});

test('without a trace the name says whether it is a gradient, and no state is one', () => {
  const addresses = ['l1.dW', 'l1.W', 'l1.delta', 'l1.dx', 'l1.W:m', 'l1.dW:next'];
  equal(
    addresses.map((address) => isGradient(address)),
    [true, false, false, true, false, false],
  );
  equal([kindOf('l1.dW', trace), kindOf('l1.W', trace), kindOf('data.dx')], ['g', 'v', 'g']);
});

test('a cell has its indices in brackets, and a single number has none', () => {
  equal(
    [cell('l1.y', [0, 2]), cell('loss.E', []), cell('l2.dW', ['n', 1])],
    ['y₁[0,2]', 'E', '∂E/∂W₂[n,1]'],
  );
  equal(cell('l12.W:m', [3]), 'm(W₁₂)[3]');
});

test('a block has its own label, or the word for its place', () => {
  const t = (/** @type {string} */ key, /** @type {any} */ slots) =>
    slots ? `${key} ${slots.n}` : key;
  equal(
    ['l1', 'l2', 'loss', 'data', 'optimizer'].map((id) => nodeName(id, trace, t)),
    ['RL1', 'layer 2', 'error', 'input', 'optimizer'],
  );
  equal([subject('l1', trace, t), subject('l2', trace, t)], ['RL1', 'layer.subject 2']);
  equal([shortName('l2', t), shortName('data', t)], ['layer.short 2', 'layer.short ']);
});
