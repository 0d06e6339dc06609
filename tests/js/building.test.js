import {
  changed,
  entriesOf,
  fresh,
  inserted,
  moved,
  patchOf,
  readAs,
  removed,
  renaming,
  replaced,
  swapped,
  untouched,
  whole,
} from '../../static/js/lib/layers.js';
import { along, before, NOWHERE, visited } from '../../static/js/lib/undo.js';
import { frozenBehind, frozenIn, frozenList } from '../../static/js/lib/frozen.js';
import { sameCell, sameStep } from '../../static/js/lib/same-moment.js';
import { equal, test } from './harness.js';

const nodes = [
  { id: 'data', role: 'data', kind: 'data', settings: {} },
  { id: 'l1', role: 'layer', kind: 'a', label: 'RL1', settings: { units: 3 } },
  { id: 'l2', role: 'layer', kind: 'b', label: null, settings: {} },
  { id: 'l3', role: 'layer', kind: 'a', settings: { units: 1 } },
  { id: 'loss', role: 'loss', kind: 'e', settings: {} },
];
const layers = entriesOf(nodes);

test('layers that stay go on from what they were; others come whole', () => {
  equal(patchOf(layers), [{ from: 'l1' }, { from: 'l2' }, { from: 'l3' }]);
  equal(patchOf(inserted(layers, 1, fresh('c', { rate: 0.5 }))), [
    { from: 'l1' },
    { kind: 'c', rate: 0.5 },
    { from: 'l2' },
    { from: 'l3' },
  ]);
  equal(patchOf(replaced(layers, 1, fresh('c', {}))), [
    { from: 'l1' },
    { kind: 'c' },
    { from: 'l3' },
  ]);
  equal(patchOf(removed(layers, 0)), [{ from: 'l2' }, { from: 'l3' }]);
  equal(patchOf(moved(layers, 0, 2)), [{ from: 'l2' }, { from: 'l3' }, { from: 'l1' }]);
  equal(patchOf(moved(layers, 2, -1)), [{ from: 'l3' }, { from: 'l1' }, { from: 'l2' }]);
});

/** Layer 3 reads layer 1 besides, and layer 4 uses layer 1's weights. */
const branching = entriesOf([
  { id: 'l1', role: 'layer', kind: 'a', settings: {}, inputs: { x: 'data' }, share: null },
  { id: 'l2', role: 'layer', kind: 'b', settings: {}, inputs: { x: 'l1' }, share: null },
  { id: 'l3', role: 'layer', kind: 'c', settings: {}, inputs: { x: 'l2', other: 'l1' } },
  { id: 'l4', role: 'layer', kind: 'a', settings: {}, inputs: { x: 'l3' }, share: 'l1' },
]);

test('who reads whom follows the layers, and a first input that reads the one before is not said', () => {
  equal(
    branching.map(({ reads }) => reads),
    [{}, {}, { other: 'l1' }, {}],
  );
  equal(patchOf(branching), [{ from: 'l1' }, { from: 'l2' }, { from: 'l3' }, { from: 'l4' }]);
  const later = inserted(branching, 0, fresh('d', {}));
  equal(whole(later[3], later), { kind: 'c', inputs: { other: 'l2' } });
  equal(whole(later[4], later), { kind: 'a', share: 'l2' });
  const without = removed(branching, 0);
  equal(whole(without[1], without), { kind: 'c', inputs: { other: 'gone' } });
});

test('what is read by a name, the default too', () =>
  equal(
    [
      readAs(branching, 0, 'x', true),
      readAs(branching, 2, 'x', true),
      readAs(branching, 2, 'other', false),
    ],
    ['data', 'l2', 'l1'],
  ));

test('another input, and another owner, are sent of a layer that goes on', () => {
  equal(patchOf(changed(branching, 2, 'inputs', { other: 'data' }))[2], {
    from: 'l3',
    inputs: { other: 'data' },
  });
  equal(patchOf(changed(branching, 3, 'share', null))[3], { from: 'l4', share: null });
  const made = inserted(branching, 2, fresh('d', {}));
  const reading = changed(made, 3, 'inputs', { other: made[2].key });
  equal(patchOf(reading)[3], { from: 'l3', inputs: { other: 'l3' } });
});

test('another kind in the place of a layer is read by who read that', () => {
  const other = swapped(branching, 0, fresh('d', {}));
  equal(patchOf(other).slice(0, 3), [
    { kind: 'd' },
    { from: 'l2' },
    { from: 'l3', inputs: { other: 'l1' } },
  ]);
});

test('a changed setting is all that is sent of a layer that goes on', () => {
  const wider = changed(layers, 0, 'units', 5);
  equal(patchOf(wider)[0], { from: 'l1', units: 5 });
  equal(wider[0].settings, { units: 5 });
  equal(patchOf(changed(wider, 0, 'label', 'first'))[0], { from: 'l1', units: 5, label: 'first' });
  equal(patchOf(changed(inserted(layers, 0, fresh('c', { rate: 0.5 })), 0, 'rate', 0.1))[0], {
    kind: 'c',
    rate: 0.1,
  });
});

test('a tensor keeps its name through a change, or is gone', () => {
  const rename = renaming(inserted(layers, 1, fresh('c', {})));
  equal(['l1.W', 'l2.y', 'l3.W:m:next', 'data.x', 'loss.E'].map(rename), [
    'l1.W',
    'l3.y',
    'l4.W:m:next',
    'data.x',
    'loss.E',
  ]);
  equal(renaming(removed(layers, 1))('l2.y'), null);
});

test('shapes of the old network hold as far as its layers are untouched', () => {
  equal(
    [0, 1, 2, 3].map((count) => untouched(changed(layers, 1, 'units', 4), count)),
    [true, true, false, false],
  );
  equal(untouched(changed(layers, 0, 'label', 'RL'), 3), true);
  equal(untouched(moved(layers, 2, 0), 1), false);
  equal(untouched(inserted(layers, 1, fresh('c', {})), 2), false);
});

test('what does not learn is listed by its layer where nothing of it does', () => {
  const learning = nodes.map((node) => ({
    ...node,
    parameters: node.kind === 'a' ? { W: [2], b: [1] } : {},
    frozen: node.id === 'l3' ? ['b'] : [],
  }));
  equal(frozenList(layers, learning, 0, ['b']), ['l1.b', 'l3.b']);
  equal(frozenList(layers, learning, 0, ['W', 'b']), ['l1', 'l3.b']);
  equal(frozenList(layers, learning, 2, []), []);
  equal(frozenList(moved(layers, 2, 0), learning, 1, ['W']), ['l1.b', 'l2.W']);
  const trace = { nodes: learning };
  equal(
    [
      frozenIn(trace),
      frozenBehind(trace, 'l3.db'),
      frozenBehind(trace, 'l3.b'),
      frozenBehind(trace, 'l1.db'),
    ],
    [['l3.b'], 'l3.b', 'l3.b', null],
  );
});

const spot = (id) => ({ id, preset: null, cursor: 3 });

test('undo and redo walk to and fro; a new way forgets what lay ahead', () => {
  let past = visited(NOWHERE, null, 'a.0');
  past = visited(past, spot('a.0'), 'b.0');
  past = visited(past, spot('b.0'), 'b.1');
  equal(before(past, null)?.id, 'b.0');
  past = visited(past, spot('b.1'), 'b.0');
  equal([before(past, null)?.id, past.ahead[0]?.id], ['a.0', 'b.1']);
  past = visited(past, spot('b.0'), 'a.0');
  equal([past.back.length, past.ahead.map(({ id }) => id)], [0, ['b.0', 'b.1']]);
  past = visited(past, spot('a.0'), 'b.0');
  equal(past.ahead[0]?.id, 'b.1');
  past = visited(past, spot('b.0'), 'c.0');
  equal([past.ahead, before(past, null)?.id], [[], 'b.0']);
});

test('many undoings are one leap along the way, as far as it is known, and so are redoings', () => {
  const past = { back: [spot('a.0'), spot('b.0'), spot('c.0')], ahead: [spot('e.0')] };
  const ids = (leap) =>
    leap && [
      leap.spot.id,
      leap.by,
      leap.past.back.map(({ id }) => id),
      leap.past.ahead.map(({ id }) => id),
    ];
  equal(ids(along(past, spot('d.0'), -2)), ['b.0', -2, ['a.0'], ['c.0', 'd.0', 'e.0']]);
  equal(ids(along(past, spot('d.0'), -20)), ['a.0', -3, [], ['b.0', 'c.0', 'd.0', 'e.0']]);
  equal(ids(along(past, spot('d.0'), 5)), ['e.0', 1, ['a.0', 'b.0', 'c.0', 'd.0'], []]);
  equal([along(NOWHERE, spot('a.0'), -1), along(NOWHERE, spot('a.0'), 1)], [null, null]);
});

test('where the page has not been yet, undoing leads to what the checkpoint came from', () => {
  const come = (id, parent) =>
    before(NOWHERE, { id, base: id.split('.')[0], iteration: Number(id.split('.')[1]), parent })
      ?.id ?? null;
  equal(
    [come('a.2', null), come('a.0', null), come('b.5', 'a.5'), come('b.6', 'a.5')],
    ['a.1', null, 'a.5', 'b.5'],
  );
});

const trace = (...writes) => ({
  steps: writes.map((name) => ({ writes: name })),
  tensors: Object.fromEntries(writes.map((name) => [name, { shape: [2, 2] }])),
});

test('after a change the page stands at the same tensor, or at the nearest before it', () => {
  const old = trace('l1.y', 'l2.y', 'loss.E', 'l2.dW');
  equal(sameStep(old, 3, trace('l1.y', 'l2.y', 'l3.y', 'loss.E', 'l3.dW', 'l2.dW')), 5);
  equal(sameStep(old, 3, trace('l1.y', 'l2.y', 'loss.E')), 2);
  equal(
    sameStep(old, 1, trace('l1.y', 'l2.y', 'l3.y'), (address) => address.replace('l2', 'l3')),
    2,
  );
  equal(sameStep(old, -1, old), -1);
});

test('a chosen number stays chosen where it still exists', () => {
  const now = trace('l1.y');
  equal(sameCell({ address: 'l1.y', at: [1, 0] }, now), { address: 'l1.y', at: [1, 0] });
  equal(sameCell({ address: 'l1.y', at: [2, 0] }, now), null);
  equal(sameCell({ address: 'l1.y', at: [0, 0], auto: true }, now), null);
  equal(sameCell({ address: 'l9.y', at: [0, 0] }, now), null);
});

test('the first step is found again too, and undoing to what a checkpoint came from begins before it', () => {
  const trace = { steps: [{ writes: 'l1.y' }, { writes: 'l2.y' }] };
  equal(
    [sameStep(trace, 0, trace), sameStep(trace, 1, trace), sameStep(trace, -1, trace)],
    [0, 1, -1],
  );
  const came = { id: 'a.3', base: 'a', iteration: 3, parent: null };
  equal(before(NOWHERE, came), { id: 'a.2', preset: null, cursor: -1 });
});

test('a layer goes on with its name', () =>
  equal(entriesOf(nodes).find(({ from }) => from === 'l1')?.label, 'RL1'));

test('a second input is said, even where it reads the layer before', () => {
  const twice = { id: 'l2', role: 'layer', kind: 'c', settings: {} };
  const [, reads] = entriesOf([
    { id: 'l1', role: 'layer', kind: 'a', settings: {}, inputs: { x: 'data' } },
    { ...twice, inputs: { x: 'l1', other: 'l1' } },
  ]).map((entry) => entry.reads);
  equal(reads, { other: 'l1' });
});

test('five hundred places are remembered; from nowhere nothing leads back', () => {
  let past = NOWHERE;
  for (let k = 0; k < 510; k += 1) past = visited(past, spot(`a.${k}`), `a.${k + 1}`);
  equal([past.back.length, past.back[0].id], [500, 'a.10']);
  equal(before(NOWHERE, null), null);
});
