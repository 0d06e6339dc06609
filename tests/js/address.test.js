import {
  after,
  denominator,
  gradientOf,
  home,
  isKept,
  isUpdated,
  layerId,
  moved,
  nameOf,
  nodeOf,
  ownerOf,
  parse,
  positionOf,
  tensor,
} from '../../static/js/lib/address.js';
import { baseOf, idOf, iterationOf } from '../../static/js/lib/checkpoint-id.js';
import { equal, test } from './harness.js';

const plain = { reader: '', input: '', state: '', next: false };

test('every form of an address is taken apart', () => {
  equal(parse('l1.W'), { ...plain, node: 'l1', name: 'W' });
  equal(parse('l1.W:next'), { ...plain, node: 'l1', name: 'W', next: true });
  equal(parse('l1.W:m'), { ...plain, node: 'l1', name: 'W', state: 'm' });
  equal(parse('l1.W:m:next'), { ...plain, node: 'l1', name: 'W', state: 'm', next: true });
  equal(parse('l2.dy@l5.other'), {
    ...plain,
    node: 'l2',
    name: 'dy',
    reader: 'l5',
    input: 'other',
  });
  equal(parse('l1.dW@l3'), { ...plain, node: 'l1', name: 'dW', reader: 'l3' });
});

test('any other text is no address', () =>
  equal(
    ['', 'l1', 'l1.', '.W', 'l1.W:', 'l1.W::next', 'l1.W:next:next', 'l1.W@', 'a.b.c'].map(parse),
    Array(9).fill(null),
  ));

test('what belongs to a tensor leads back to it', () => {
  const address = tensor('l12', 'W');
  equal(address, 'l12.W');
  equal([nodeOf(address), nameOf(address)], ['l12', 'W']);
  equal(
    [home(after(address)), home('l12.W:m:next'), home('l12.W:m')],
    ['l12.W', 'l12.W:m', 'l12.W:m'],
  );
  equal(denominator(gradientOf(address)), address);
  equal([denominator('data.dx'), denominator('l2.dy@l5.other')], ['data.x', 'l2.y']);
  equal(['l12.W:m:next', 'l12.W:next', 'l12.W'].map(ownerOf), Array(3).fill(address));
  equal(['l12.W', 'l12.W:m', 'l12.W:next'].map(isKept), [false, true, true]);
  equal(['l12.W', 'l12.W:m', 'l12.W:next', 'l12.W:m:next'].map(isUpdated), [
    false,
    false,
    true,
    false,
  ]);
  equal([moved('l12.W:m', 'l1'), moved('l1', 'l2')], ['l1.W:m', 'l2']);
});

test('a layer is called by its place, and nothing else has one', () => {
  equal([1, 9, 10, 128].map(layerId).map(positionOf), [1, 9, 10, 128]);
  equal(
    ['data', 'loss', 'l0', 'l01', 'l', 'l1.W', '', null, undefined].map(positionOf),
    Array(9).fill(null),
  );
});

test('a checkpoint has a base and an iteration', () => {
  equal([baseOf('abc.120'), iterationOf('abc.120'), idOf('abc', 120)], ['abc', 120, 'abc.120']);
  equal([iterationOf(null), iterationOf(undefined)], [0, 0]);
});
