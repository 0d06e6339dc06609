// @ts-check
import { board } from '../../static/js/lib/board.js';
import { forms } from '../../static/js/lib/fit.js';
import { aside } from '../../static/js/lib/form.js';
import { pictureOf, pitchWithin } from '../../static/js/lib/pitch.js';
import { isSmall, mayBeRead } from '../../static/js/lib/readable.js';
import { equal, test } from './harness.js';
import { LAYOUTS, PITCHES } from './fit.pinned.js';
import { trace } from './trace.js';

/** @param {number[]} shape */
const count = (shape) => shape.reduce((all, side) => all * side, 1);
/** @param {number[]} shape @param {boolean} [large]   without its numbers */
const tensor = (shape, large = false) => ({
  shape,
  role: 'parameter',
  data: large ? null : Array(count(shape)).fill(1),
});
const short = (/** @type {number} */ number) => String(Math.round(number * 1000) / 1000);

/** @param {import('../../static/js/lib/grid.js').Pitch} pitch */
const pitchSaid = ({ width, height, gap, apart }) =>
  [width, height, gap, apart].map(short).join(' ');

/** A form in a few letters: numbers or a map, compact, summary, its pitch. @param {any} form */
const said = ({ as, compact, summary, pitch }) =>
  `${as[0]}${compact ? 'c' : ''}${summary ? 's' : ''} ${pitchSaid(pitch)}`;

/**
 * The small trace with other shapes, and with more tensors in its first layer.
 * @param {Record<string, number[]>} shapes
 * @param {string[]} unknown   those that are too large for the trace
 */
const sized = (shapes, unknown = []) => {
  const made = Object.entries(shapes).map(([address, shape]) => [
    address,
    { ...trace.tensors[address], ...tensor(shape, unknown.includes(address)), stats: {} },
  ]);
  return { ...trace, tensors: { ...trace.tensors, ...Object.fromEntries(made) } };
};

/** What else a layer may have: tensors that it computes or keeps on the way, small and large. */
const ASIDE = {
  'l1.one': [1],
  'l1.two': [2],
  'l1.three': [3],
  'l1.four': [4],
  'l1.pair': [2, 1],
  'l1.mask': [4, 30],
  'l1.image': [2, 3, 9, 9],
  'l1.far': [90, 90],
  'l2.mean': [3],
  'l2.z': [8, 4],
};
const KEPT = { 'l1.W:m': [13, 8], 'l1.b:m': [1], 'l2.W:v': [8, 4], 'l2.W:i': [2, 3, 9, 9] };

/** @param {Record<string, number[]>} shapes */
function withAside(shapes) {
  const network = sized({ ...shapes, ...ASIDE, ...KEPT }, ['l1.far']);
  for (const address of [...Object.keys(ASIDE), ...Object.keys(KEPT)])
    network.tensors[address] = { ...network.tensors[address], role: 'computed' };
  network.tensors['l2.dmean'] = { ...tensor([3]), role: 'gradient', stats: {} };
  return network;
}

const NETWORKS = {
  small: sized({}),
  wide: sized({ 'l1.W': [2, 9], 'l1.dW': [2, 9] }),
  tall: sized({ 'l1.W': [12, 8], 'l1.b': [8], 'l1.y': [2, 8] }),
  middle: sized({ 'l1.W': [13, 8], 'l2.W': [8, 4], 'l1.y': [20, 8], 'l2.y': [20, 4] }),
  large: sized({ 'l1.W': [64, 64], 'l1.b': [64], 'l1.y': [32, 64], 'l2.W': [64, 10] }),
  unknown: sized({ 'l1.W': [400, 300], 'l1.y': [64, 400] }, ['l1.W', 'l1.y']),
  aside: withAside({ 'l1.W': [13, 8], 'l1.b': [8], 'l1.y': [20, 8] }),
  fewAside: withAside({}),
  border: sized({ 'l1.W': [20, 10], 'l1.b': [10], 'l1.y': [20, 10], 'l2.W': [10, 5] }),
  squares: sized({ 'l1.W': [8, 8], 'l1.y': [13, 8], 'l2.W': [13, 9], 'l2.y': [9, 9] }),
  images: sized({ 'data.x': [4, 1, 8, 8], 'l1.W': [6, 1, 3, 3], 'l1.y': [4, 6, 6, 6] }),
};
const ROOMS = [
  { width: 300, lanes: 200, blocks: 200 },
  { width: 800, lanes: 420, blocks: 400 },
  { width: 1400, lanes: 900, blocks: 860 },
  { width: 1240, lanes: 1000, blocks: 478 },
];
const TENSORS = [
  [],
  [1],
  [3],
  [40],
  [400],
  [4, 4],
  [9, 2],
  [2, 30],
  [60, 5],
  [200, 300],
  [2, 3, 4],
  [5, 2, 6, 6],
  [3, 8, 12, 12],
  [64, 1, 8, 8],
  [1, 1],
  [16, 16],
  [30, 30],
];

/** How every network lies in every room. */
export const layouts = () =>
  Object.fromEntries(
    Object.entries(NETWORKS).map(([name, network]) => [
      name,
      ROOMS.map((room) =>
        [...forms(board(network), network, room)].map(([at, form]) => `${at} ${said(form)}`),
      ),
    ]),
  );

/** The cells of every tensor in a small room, a large one, and one that may grow. */
export const pitches = () =>
  TENSORS.map((shape) =>
    [
      [tensor(shape), { width: 46, height: 26 }, 0.5],
      [tensor(shape), { width: 84, height: 150 }, 1],
      [tensor(shape, true), { width: 130, height: 240 }, 1.6],
    ].map((args) => pitchSaid(pitchWithin(...args))),
  );

test('numbers and heat-maps lie as they were looked at, in every room', () => {
  const found = layouts();
  for (const [name, rooms] of Object.entries(LAYOUTS)) equal(found[name], rooms);
  equal(Object.keys(found), Object.keys(LAYOUTS));
});

test('cells are as large as they were looked at, in every shape', () => equal(pitches(), PITCHES));

test('a small network has few parameters, and all of them are there', () => {
  const small = (/** @type {any} */ network) => isSmall(board(network), network);
  equal(Object.values(NETWORKS).map(small), [
    true,
    false,
    true,
    false,
    false,
    false,
    false,
    true,
    false,
    false,
    false,
  ]);
  const gone = sized({ 'l1.b': [3] }, ['l1.b']);
  equal(small(gone), false);
});

test('what is too wide, too long or not there is never read', () => {
  const read = (/** @type {number[]} */ shape) => mayBeRead(tensor(shape));
  equal(
    [read([20, 10]), read([2, 11]), read([21, 10]), read([200, 1])],
    [true, false, false, true],
  );
  equal(mayBeRead(tensor([2, 2], true)), false);
});

test('a picture is as large as its cells and the gaps between them', () => {
  const pitch = { width: 5, height: 4, gap: 1, apart: 6 };
  equal(pictureOf(tensor([3, 4]), pitch), { width: 23, height: 14 });
});

/**
 * The lowest room in which a tensor of a block shows its numbers.
 * @param {Partial<import('../../static/js/lib/board.js').Block>} parts @param {string} address
 */
function lowest(parts, address) {
  const rows = { 'l1.none': [], 'l1.nine': [9], 'l1.row23': [23] };
  const network = withAside({ 'l1.W': [20, 5], 'l2.W': [64, 64], ...rows });
  const [none, sums] = [[], new Map()];
  const empty = { above: none, below: none, parts: sums, aside: none, beneath: none };
  // so that the network is not small
  const large = { ...empty, stepper: none, shelf: none, node: 'l2', above: ['l2.W'] };
  const blocks = [{ ...large, node: 'l1', above: ['l1.W'], ...parts }, large];
  const shows = (/** @type {number} */ height) =>
    forms({ wires: [], blocks }, network, { width: 1400, lanes: 900, blocks: height }).get(address)
      ?.as === 'numbers';
  return Array.from({ length: 900 }, (_, height) => height).find(shows);
}

test('numbers are shown from the room on that holds them, and the number of the error', () =>
  equal([lowest({}, 'l1.W'), lowest({ node: 'loss' }, 'l1.W')], [20 * 22 + 36, 20 * 22 + 36 + 40]));

test('tiles on the side show their numbers where those fit too', () => {
  equal(lowest({ aside: ['l1.three'] }, 'l1.three'), 20 * 22 + 36 + 38);
  equal(lowest({ beneath: ['l2.mean'] }, 'l2.mean'), 20 * 22 + 36 + 38);
});

test('tiles on the side stand in as many rows as they need', () => {
  const rows = (/** @type {string[]} */ ...names) => {
    const aside = names.map((name) => `l1.${name}`);
    return /** @type {number} */ (lowest({ aside }, aside[0]) - (20 * 22 + 36)) / 38;
  };
  equal([rows('three'), rows('three', 'one'), rows('three', 'none')], [1, 1, 1]);
  equal([rows('three', 'two'), rows('three', 'three'), rows('two', 'one', 'one')], [2, 2, 2]);
  equal(rows('three', 'three', 'three', 'one'), 3);
});

test('a row on the side is 176 pixels wide, and no wider', () => {
  const high = (/** @type {string} */ name) =>
    /** @type {number} */ (lowest({ aside: ['l1.three', name] }, 'l1.three')) - (20 * 22 + 36);
  equal([high('l1.nine'), high('l1.row23')], [38, 38 + 9 + 22]);
});

test('heat-maps on the side have their names above them', () => {
  const network = withAside({});
  const { height } = pictureOf(network.tensors['l1.mask'], aside(network, 'l1.mask', true).pitch);
  const found = lowest({ aside: ['l1.mask'] }, 'l1.W');
  equal(found, Math.ceil(20 * 22 + 36 + height + 22));
});

test('parts of a sum are read where all of them are small and have room', () => {
  const network = sized({ 'l1.dy': [2, 8], 'l2.dy': [2, 8], 'l1.dW': [2, 4], 'l2.dW': [13, 8] });
  const [none, list] = [[], ['l1.dy', 'l2.dy', 'l1.dW']];
  const empty = { above: none, below: none, aside: none, beneath: none, stepper: none, node: 'l1' };
  const shown = (/** @type {any} */ room, names = list, sum = new Map()) => {
    const wires = sum.size ? [] : [{ value: 'data.x', parts: names }];
    const parts = forms({ wires, blocks: [{ ...empty, parts: sum }] }, network, {
      lanes: 400,
      blocks: 400,
      ...room,
    });
    return names.map((name) => said(parts.get(name)).split(' ')[0]);
  };
  equal(shown({ width: 1550, read: true }), ['nc', 'nc', 'nc']);
  equal(shown({ width: 1549, read: true }), ['mc', 'mc', 'mc']);
  equal(shown({ width: 1550 }), ['mc', 'mc', 'mc']);
  equal(shown({ width: 3000, read: true }, ['l1.dy', 'l2.dW']), ['mc', 'mc']);
  equal(shown({ width: 1550, read: true }, list, new Map([['x', list]])), ['nc', 'nc', 'nc']);
});

test('where all of a board is seen at once, more than a few numbers are a picture', () => {
  const network = sized({});
  const found = forms(board(network), network, { width: 800, lanes: 420, blocks: 400, seen: 0.5 });
  equal([found.get('l1.W')?.as, found.get('l1.b')?.as], ['map', 'numbers']);
});

test('two large parameters share the height of their block', () => {
  const network = sized({ 'l1.W': [64, 64], 'l2.W': [64, 64] });
  const [block] = board(network).blocks;
  const high = (/** @type {string[]} */ above, /** @type {number} */ blocks) =>
    forms({ wires: [], blocks: [{ ...block, above, parts: new Map() }] }, network, {
      width: 1400,
      lanes: 900,
      blocks,
    }).get('l1.W')?.pitch.height;
  equal(high(['l1.W', 'l2.W'], 480), high(['l1.W'], 240));
});

test('what the optimizer keeps is never told in numbers beside the block', () =>
  equal(lowest({ stepper: ['l1.three'] }, 'l1.three'), undefined));

test('so many columns are read as there is width for, four in any', () => {
  const widest = (/** @type {number} */ cols) => {
    const network = sized({ 'l1.W': [20, cols], 'l2.W': [64, 64] });
    const { wires, blocks } = board(network);
    const shows = (/** @type {number} */ width) =>
      forms({ wires, blocks }, network, { width, lanes: 2000, blocks: 2000 }).get('l1.W')?.as ===
      'numbers';
    return Array.from({ length: 1400 }, (_, width) => width).find(shows);
  };
  equal([4, 5, 6].map(widest), [0, 5 * 124, 6 * 124]);
});

test('a picture on the side has more room than a table', () => {
  const network = withAside({ 'l1.W': [20, 5], 'l2.W': [64, 64], 'l1.none': [] });
  network.tensors['l1.volume'] = { ...tensor([5, 9, 9]), role: 'computed', stats: {} };
  const found = forms(board(network), network, { width: 300, lanes: 200, blocks: 200 });
  equal(
    found.get('l1.volume')?.pitch,
    pitchWithin(network.tensors['l1.volume'], { width: 46 * 1.4, height: 26 * 2 }, 0.5),
  );
});

test('maps that stand side by side leave room between each two of them', () =>
  equal(
    [pitchWithin(tensor([3, 6, 4]), { width: 77, height: 214 }, 1.3)],
    [{ width: 7, height: 7, gap: 1, apart: 6 }],
  ));

test('maps are further apart where their cells are, which seven pixels are too few for', () => {
  const of = (/** @type {number} */ width) =>
    pitchWithin(tensor([3, 6, 4]), { width, height: 214 }, 1);
  equal(of(66), { width: 7, height: 7, gap: 0, apart: 3 });
  equal(of(70), { width: 7, height: 7, gap: 1, apart: 6 });
});

test('maps of very many cells fill the room that they have, two of them too', () => {
  for (const shape of [
    [2, 100, 100],
    [3, 100, 100],
  ]) {
    const size = pictureOf(
      tensor(shape),
      pitchWithin(tensor(shape), { width: 84, height: 150 }, 1),
    );
    equal([shape, short(size.width), short(size.height)], [shape, '84', '150']);
  }
  const one = tensor([100, 100]);
  const { width } = pictureOf(one, pitchWithin(one, { width: 84, height: 150 }, 1));
  equal(short(width), '60');
});

test('what is on the side is small where it is read too', () => {
  const network = sized({ 'l1.dy': [2, 8] });
  const none = { above: [], below: [], aside: [], beneath: [], stepper: [], parts: new Map() };
  const shown = (/** @type {any} */ block, read = false) => {
    const blocks = [{ ...none, node: 'l1', ...block }];
    const room = { width: 1400, lanes: 400, blocks: 400, read };
    return said(forms({ wires: [], blocks }, network, room).get('l1.dy')).split(' ')[0];
  };
  for (const block of [{ aside: ['l1.dy'] }, { beneath: ['l1.dy'] }])
    equal([shown(block, true), shown(block)], ['nc', 'mc']);
});
