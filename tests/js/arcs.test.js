import { landing, ways } from '../../static/js/lib/arcs.js';
import { equal, test } from './harness.js';

/**
 * A network of so many layers, each with what it reads; without a word it reads the one before.
 * @param {Record<string, string>[]} inputs
 */
function network(...inputs) {
  const id = (/** @type {number} */ k) => (k ? `l${k}` : 'data');
  const layers = inputs.map((own, k) => ({ id: id(k + 1), inputs: { x: id(k), ...own } }));
  const loss = { id: 'loss', inputs: { x: id(inputs.length), target: 'data' } };
  const nodes = [{ id: 'data', inputs: {} }, ...layers, loss];
  const wires = nodes.slice(0, -1).map(({ id: of }, k) => ({
    value: k ? `${of}.y` : 'data.x',
    gradient: `${of}.dy`,
  }));
  const blocks = [...layers, loss].map(({ id: node }) => ({ node, nodes: [node] }));
  const trace = { nodes, tensors: { 'l1.dy@l3.other': {} } };
  return ways(/** @type {any} */ (trace), /** @type {any} */ ({ wires, blocks }));
}

test('a chain is joined everywhere and needs no arc', () => {
  const { arcs, joined, tracks } = network({}, {}, {});
  equal([arcs, [...joined], tracks], [[], [0, 1, 2, 3], 0]);
});

test('an arc leads to who reads a value that does not come from right before it', () => {
  const { arcs, joined } = network({}, {}, { other: 'l1' });
  equal(arcs, [
    { value: 'l1.y', gradient: 'l1.dy@l3.other', node: 'l3', name: 'other', from: 1, to: 2 },
  ]);
  equal([...joined], [0, 1, 2, 3]);
  equal([...network({}, { x: 'data' }, { other: 'l1' }).joined], [0, 2, 3]);
});

test('who reads the wire right before it twice needs no arc', () =>
  equal(network({}, { other: 'l1' }).arcs, []));

test('arcs that do not overlap share a track; of two that do, the one that ends first is below', () => {
  const apart = network({}, {}, { other: 'l1' }, {}, {}, { other: 'l4' });
  equal(
    [[...apart.track], apart.tracks],
    [
      [
        [1, 0],
        [4, 0],
      ],
      1,
    ],
  );
  const nested = network({}, {}, {}, { other: 'l2' }, { other: 'l1' });
  equal(
    [1, 2].map((from) => nested.track.get(from)),
    [1, 0],
  );
  const crossed = network({}, {}, { other: 'l1' }, {}, { other: 'l2' });
  equal(
    [1, 2].map((from) => crossed.track.get(from)),
    [0, 1],
  );
});

test('readers of one value share its track', () => {
  const { arcs, track, tracks } = network({}, {}, { other: 'l1' }, { other: 'l1' });
  equal([arcs.length, [...track], tracks], [2, [[1, 0]], 1]);
});

test('arcs that land on one block stand side by side, the nearest first', () => {
  const { arcs } = network({}, {}, {}, { q: 'l1', k: 'l2' });
  equal(
    arcs.map((arc) => [arc.name, landing(arcs, arc)]),
    [
      ['q', { part: 2 / 3, first: false }],
      ['k', { part: 1 / 3, first: true }],
    ],
  );
});

test('arcs that only touch overlap: one runs above the other', () => {
  const touching = network({}, {}, { other: 'l1' }, { other: 'l2' });
  equal(
    [1, 2].map((from) => touching.track.get(from)),
    [0, 1],
  );
  const far = network({}, {}, { other: 'l1' }, {}, {}, {}, { other: 'l1' }, {}, { other: 'l8' });
  equal([far.track.get(1), far.tracks], [0, 1]);
});

test('of three that overlap each runs over those that end before it', () => {
  const three = network({}, {}, {}, {}, { other: 'l3' }, { other: 'l2' }, { other: 'l1' });
  equal(
    [1, 2, 3].map((from) => three.track.get(from)),
    [2, 1, 0],
  );
  equal(three.tracks, 3);
  const same = network({}, {}, {}, { other: 'l1', third: 'l2' });
  equal(
    [1, 2].map((from) => same.track.get(from)),
    [1, 0],
  );
});

test('arcs land on a block from the left, the nearest first, and share its width', () => {
  const { arcs } = network({}, {}, {}, { other: 'l1', third: 'l2' });
  equal(
    arcs.map((arc) => [arc.from, landing(arcs, arc)]),
    [
      [1, { part: 2 / 3, first: false }],
      [2, { part: 1 / 3, first: true }],
    ],
  );
  const [alone] = network({}, {}, { other: 'l1' }).arcs;
  equal(landing([alone], alone), { part: 1 / 2, first: false });
});
