// @ts-check
import {
  compare,
  hasWandered,
  inWords,
  isDone,
  isRight,
  leadsOn,
  NEAR,
  numberAt,
  readSlot,
  settingOf,
  stepOf,
} from '../../static/js/lib/lesson.js';
import { isWhole, keptOf, nextScene, readKept, withDone } from '../../static/js/lib/lesson-kept.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

/** A moment of the small trace. @param {any} more */
const now = (more) => ({ trace, cursor: 4, selection: null, ...more });
const elsewhere = { ...trace, checkpoint: 'b.0' };

test('a scene stands on the last network that was named', () => {
  const scenes = [{ id: 'a', network: 'one' }, { id: 'b' }, { id: 'c', network: 'two' }];
  const at = (/** @type {number} */ index) => settingOf(/** @type {any} */ ({ scenes }), index)?.id;
  equal([at(0), at(1), at(2)], ['a', 'a', 'c']);
});

test('a scene shows the step that writes its tensor', () => {
  equal([stepOf(trace, 'l2.dW'), stepOf(trace, null), stepOf(trace, 'l9.y')], [4, -1, -1]);
});

test('what leads to another checkpoint is told from what does not', () => {
  const asks = ['next', 'insert', 'set', 'step', 'select', 'guess', 'choose'];
  equal(
    asks.map((what) => leadsOn(/** @type {any} */ ({ do: what }))),
    [true, true, true, false, false, false, false],
  );
  equal(leadsOn(undefined), false);
});

test('a step is reached once the stage stands at it or behind', () => {
  const ask = /** @type {any} */ ({ do: 'step', to: 'l2.dW' });
  equal(
    [3, 4, 5].map((cursor) => isDone(ask, trace, now({ cursor }))),
    [false, true, true],
  );
  equal(isDone(/** @type {any} */ ({ do: 'step' }), trace, now({ cursor: -1 })), true);
  equal(isDone(ask, trace, now({ trace: elsewhere })), false);
  equal(isDone(ask, trace, now({ trace: null })), false);
});

test('a number is selected by the reader, not by the page', () => {
  const ask = /** @type {any} */ ({ do: 'select', address: 'l1.W', at: [0, 1] });
  const chosen = (/** @type {any} */ selection) => isDone(ask, trace, now({ selection }));
  equal(chosen({ address: 'l1.W', at: [0, 1] }), true);
  equal(chosen({ address: 'l1.W', at: [0, 1], auto: true }), false);
  equal(chosen({ address: 'l1.W', at: [1, 1] }), false);
  equal(chosen({ address: 'l1.b', at: [0, 1] }), false);
  equal(chosen(null), false);
});

test('the next iteration is any later one', () => {
  const ask = /** @type {any} */ ({ do: 'next' });
  const at = (/** @type {number} */ iteration) =>
    isDone(ask, { ...trace, iteration: 2 }, now({ trace: { ...elsewhere, iteration } }));
  equal([at(1), at(2), at(3)], [false, false, true]);
});

test('a layer is inserted when it stands after the one named, and did not before', () => {
  const ask = /** @type {any} */ ({ do: 'insert', after: 'l1', kind: 'sigmoid' });
  const with_ = (/** @type {string} */ kind) =>
    /** @type {any} */ ({ ...elsewhere, nodes: [{ id: 'l1' }, { id: 'l2', kind }] });
  equal(isDone(ask, with_('linear'), now({ trace: with_('sigmoid') })), true);
  equal(isDone(ask, with_('sigmoid'), now({ trace: with_('sigmoid') })), false);
  equal(isDone(ask, with_('linear'), now({ trace: with_('tanh') })), false);
});

test('a tensor is set when its numbers are others', () => {
  const ask = /** @type {any} */ ({ do: 'set', address: 'l1.W' });
  const other = { ...elsewhere, tensors: { 'l1.W': { data: [2] } } };
  equal(isDone(ask, trace, now({ trace: /** @type {any} */ (other) })), true);
  equal(isDone(ask, trace, now({ trace: elsewhere })), false);
  const gone = { ...elsewhere, tensors: {} };
  equal(isDone(ask, trace, now({ trace: gone })), true);
  equal(isDone(/** @type {any} */ ({ do: 'set' }), trace, now({ trace: elsewhere })), false);
  equal(isDone(ask, /** @type {any} */ (gone), now({ trace })), true);
});

test('a choice and a guess are not done by standing somewhere', () => {
  for (const what of ['choose', 'guess'])
    equal(isDone(/** @type {any} */ ({ do: what }), trace, now({})), false);
});

test('who has gone back before the step, or to other numbers, has wandered', () => {
  const scene = /** @type {any} */ ({ step: 'l2.dW', ask: { do: 'step' } });
  const wandered = (/** @type {any} */ moment, done = false, its = scene) =>
    hasWandered(its, done, trace, now(moment));
  equal([wandered({ cursor: 3 }), wandered({ cursor: 4 })], [true, false]);
  equal(wandered({ trace: elsewhere }), true);
  equal(wandered({ trace: elsewhere }, true), true);
  const next = { ...scene, ask: { do: 'next' } };
  equal(wandered({ trace: elsewhere }, true, next), false);
  equal(wandered({ trace: elsewhere }, false, next), true);
});

test('who has gone on to the answer of an open question has wandered, and back leads before it', () => {
  const wandered = (/** @type {string} */ kind, done = false) =>
    hasWandered(
      /** @type {any} */ ({ step: 'l2.dW', ask: { do: kind } }),
      done,
      trace,
      now({ cursor: 5 }),
    );
  equal(
    ['guess', 'choose', 'step', 'select'].map((kind) => wandered(kind)),
    [true, true, false, false],
  );
  equal([wandered('guess', true), wandered('choose', true)], [false, false]);
});

test('a guess is right within half of the second decimal, or as near as is asked', () => {
  const tensors = { a: { shape: [2, 3], data: [0, 1, 2, 3, 4, 5] } };
  const small = /** @type {any} */ ({ tensors });
  equal([numberAt(small, 'a', [0, 0]), numberAt(small, 'a', [1, 2])], [0, 5]);
  equal([numberAt(small, 'b', [0]), numberAt(small, 'a', [9, 9])], [NaN, NaN]);
  equal(NEAR, 0.005);
  const right = (/** @type {any} */ ask, /** @type {number} */ guess) =>
    isRight(small, { address: 'a', at: [1, 0], ...ask }, guess);
  equal([right({}, 3.004), right({}, 2.996), right({}, 3.006)], [true, true, false]);
  equal([right({ within: 0.5 }, 3.4), right({ within: 0.5 }, 3.5)], [true, false]);
  equal(isRight(small, /** @type {any} */ ({}), 0), false);
});

test('a number in a sentence has four decimals at most, and no zeros behind', () => {
  equal([0.5, 2, 0.12345, 100, 0.1001, 10].map(inWords), [
    '0.5',
    '2',
    '0.1235',
    '100',
    '0.1001',
    '10',
  ]);
});

test("a sentence's slot names a tensor, a cell, who sees it and when", () => {
  equal(readSlot('l1.W'), { address: 'l1.W', at: null, from: null, before: false });
  equal(readSlot('l1.W@0,1'), { address: 'l1.W', at: [0, 1], from: null, before: false });
  equal(readSlot('loss.E@'), { address: 'loss.E', at: [], from: null, before: false });
  equal(readSlot('l1.y>l2@3'), { address: 'l1.y', at: [3], from: 'l2', before: false });
  equal(readSlot('before:loss.E@').before, true);
  equal(readSlot('before:loss.E@').address, 'loss.E');
});

test('side by side stand the norms, the first numbers or the losses of several networks', () => {
  const one = { tensors: { 'l1.W': { data: [1, 2, 3, 4], shape: [2, 2], stats: { norm: 5 } } } };
  const two = { tensors: { 'l1.W': { data: null, stats: null } } };
  const traces = /** @type {any} */ ([one, two, { tensors: {} }]);
  const row = (/** @type {string} */ what) =>
    compare(
      /** @type {any} */ ({ what, tensors: [what === 'norm' ? 'l1.W' : 'l1.W@1,0'] }),
      traces,
      [],
    );
  equal(row('norm'), [{ address: 'l1.W', at: null, iteration: null, numbers: [5, NaN, NaN] }]);
  equal(row('value'), [{ address: 'l1.W', at: [1, 0], iteration: null, numbers: [3, NaN, NaN] }]);
  const losses = /** @type {any} */ ([
    [
      [0, 0.5],
      [1, 0.25],
    ],
    [[0, 0.75]],
  ]);
  equal(compare(/** @type {any} */ ({ what: 'loss', iterations: [0, 1] }), [], losses), [
    { address: null, at: null, iteration: 0, numbers: [0.5, 0.75] },
    { address: null, at: null, iteration: 1, numbers: [0.25, NaN] },
  ]);
});

test('a scene is done once, and the first try is remembered', () => {
  const once = withDone({}, 'a', 'one', true);
  equal(once, { a: { done: ['one'], first: ['one'] } });
  equal(withDone(once, 'a', 'one') === once, true);
  equal(withDone(once, 'a', 'two'), { a: { done: ['one', 'two'], first: ['one'] } });
  equal(withDone(once, 'b', 'x').a, once.a);
  equal([keptOf(once, 'a'), keptOf(once, 'b')], [once.a, { done: [], first: [] }]);
});

test('what somebody else has written into the memory counts for nothing', () => {
  equal([readKept(null), readKept('{'), readKept('null'), readKept('3')], [{}, {}, {}, {}]);
  equal(readKept('{"a": {"done": ["x", 3], "first": "y"}, "b": null}'), {
    a: { done: ['x'], first: [] },
    b: { done: [], first: [] },
  });
  equal(readKept('{"a": {"done": ["x"], "first": ["x"]}}'), { a: { done: ['x'], first: ['x'] } });
});

test('a lesson goes on after the last scene that was done, or begins again', () => {
  const scenes = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const next = (/** @type {string[]} */ ...done) => nextScene(scenes, { done, first: [] });
  equal([next(), next('a'), next('b'), next('c'), next('a', 'b')], [0, 1, 2, 0, 2]);
  const whole = (/** @type {string[]} */ ...done) => isWhole(scenes, { done, first: [] });
  equal(
    [whole('a', 'b', 'c'), whole('a', 'c'), isWhole([], { done: [], first: [] })],
    [true, false, false],
  );
});
