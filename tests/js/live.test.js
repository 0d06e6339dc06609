import { isWhole, liveOf, liveOn, wholeAt, cellNow } from '../../static/js/lib/live.js';
import { planesOf } from '../../static/js/lib/planes.js';
import { equal, test } from './harness.js';

const float64 = btoa(String.fromCharCode(...new Uint8Array(new Float64Array([0.5]).buffer)));
const told = { iteration: 7, losses: [[7, 0.25]], tensors: { a: { shape: [1], float64 } } };

test('what an event leaves out stays as it was told last', () => {
  const first = liveOf(null, 'b.0', { ...told, norms: { g: 2 } });
  equal([first.loss, first.tensors.a.data, first.norms], [0.25, [0.5], { g: 2 }]);
  const next = liveOf(first, 'b.0', { iteration: 9, losses: [] });
  equal([next.iteration, next.loss, next.tensors.a.data, next.norms], [9, 0.25, [0.5], { g: 2 }]);
});

test('numbers of another run do not stay', () => {
  const first = liveOf(null, 'b.0', { ...told, norms: { g: 2 } });
  equal(liveOf(first, 'c.0', { iteration: 9, losses: [] }).tensors, {});
});

test('they stand on the stage only where the training began', () => {
  const live = liveOf(null, 'b.0', told);
  const on = (checkpoint) => liveOn({ live }, { checkpoint }) !== null;
  equal([on('b.0'), on('b.9')], [true, false]);
  equal(isWhole({ live, learning: true }, { checkpoint: 'b.9' }), true);
  equal(isWhole({ live: null, learning: false }, { checkpoint: 'b.0' }), false);
});

test('all of an iteration is there before its update', () => {
  const steps = ['forward', 'error', 'backward', 'update', 'update'].map((phase) => ({ phase }));
  equal(wholeAt({ steps }), 2);
});

const layer = (id, from, parameters = {}) => ({
  id,
  role: 'layer',
  inputs: { x: from },
  parameters,
});
const flat = { shape: [4, 3] };
const trace = {
  nodes: [layer('l1', 'data', { W: 1 }), layer('l2', 'l1'), layer('l3', 'l2', { W: 1 })],
  tensors: { 'l1.y': flat, 'l2.y': flat, 'l3.y': flat },
};

test('units are seen behind a layer that learns nothing, and at the end', () => {
  equal(planesOf(trace, { numbers: [], pictures: ['l1.y', 'l2.y', 'l3.y'] }), {
    all: ['l2.y', 'l3.y'],
    wires: ['l2.y', 'l3.y'],
    passing: ['l1.y'],
  });
});

test('a wire that shows its numbers keeps them', () => {
  equal(planesOf(trace, { numbers: ['l3.y'], pictures: ['l2.y'] }).wires, ['l2.y']);
});

test('a hidden layer that nothing passes on has its own planes', () => {
  const nodes = [layer('l1', 'data', { W: 1 }), layer('l2', 'l1', { W: 1 })];
  equal(planesOf({ ...trace, nodes }, { numbers: [], pictures: [] }).all, ['l1.y', 'l2.y']);
});

test('a number that is told by itself goes before that of its tensor; where neither is, it is unknown', () => {
  const runs = {
    live: { from: 'a.0', tensors: { 'l1.W': { shape: [1, 2], data: [5, 6] } } },
    training: { cells: { 'l1.W,0,1': 9 } },
  };
  const now = (at, address = 'l1.W', from = 'a.0') =>
    cellNow(runs, { checkpoint: from }, { address, at });
  equal(
    [now([0, 1]), now([0, 0]), now([0], 'l1.b') ?? null, now([0, 0], 'l1.W', 'b.0') ?? null],
    [9, 5, null, null],
  );
});
