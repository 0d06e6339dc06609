import { canonical, handedOn, nameAhead, ownName } from '../../static/js/lib/edges.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

const node = (id) => trace.nodes.find((entry) => entry.id === id);

test('what a node hands on is its y, and the data hand on x and targets', () =>
  equal(
    [handedOn('l3'), handedOn('data'), handedOn('data', 'target')],
    ['l3.y', 'data.x', 'data.target'],
  ));

test('an alias stands for the canonical address', () =>
  equal(
    ['l2.x', 'l2.dx', 'l1.x', 'l1.dx', 'loss.x', 'loss.dx', 'loss.target'].map((address) =>
      canonical(address, trace),
    ),
    ['l1.y', 'l1.dy', 'data.x', 'data.dx', 'l2.y', 'l2.dy', 'data.target'],
  ));

test('what is no alias stays as it is', () =>
  equal(
    ['l1.W', 'l1.W:next', 'l1.W:m', 'l9.x', 'nothing', 'optimizer.x'].map((address) =>
      canonical(address, trace),
    ),
    ['l1.W', 'l1.W:next', 'l1.W:m', 'l9.x', 'nothing', 'optimizer.x'],
  ));

test('a layer has a name of its own for what it reads, by whatever name it reads it', () => {
  equal([ownName('l1.y', node('l2')), ownName('l1.dy', node('l2'))], ['l2.x', 'l2.dx']);
  const both = { ...node('l2'), inputs: { x: 'l1', other: 'data' } };
  equal([ownName('data.x', both), ownName('data.dx', both)], ['l2.other', 'l2.dother']);
  equal(
    [ownName('l2.W', node('l2')), ownName('l2.y', node('loss')), ownName('l1.y', undefined)],
    [null, null, null],
  );
});

test('the first layer that reads a wire gives it its other name', () =>
  equal(
    ['data.x', 'l1.y', 'l2.y', 'data.target'].map((address) => nameAhead(address, trace)),
    ['l1.x', 'l2.x', null, null],
  ));
