import { home } from '../../static/js/lib/address.js';
import { board } from '../../static/js/lib/board.js';
import { factors } from '../../static/js/lib/factors.js';
import { forms } from '../../static/js/lib/fit.js';
import { pitchWithin, pictureOf } from '../../static/js/lib/pitch.js';
import { isSmall } from '../../static/js/lib/readable.js';
import { chipLook, lookOf, storedAt } from '../../static/js/lib/moment.js';
import { progressOf } from '../../static/js/lib/progress.js';
import { depth, nice, own, shared } from '../../static/js/lib/scale.js';
import { equal, near, test } from './harness.js';
import { trace } from './trace.js';

test('every tensor of a trace has exactly one place', () => {
  const { wires, blocks } = board(trace);
  const placed = [
    ...wires.flatMap((wire) => [wire.value, wire.gradient]),
    ...blocks.flatMap((block) => [
      ...block.above,
      ...block.below,
      ...block.aside,
      ...block.beneath,
      ...block.stepper,
    ]),
    'loss.E',
  ];
  equal([...placed].sort(), [...new Set(Object.keys(trace.tensors).map(home))].sort());
});

test('a gradient lies under its value, and the shelf under the block that reads it', () => {
  const { wires, blocks } = board(trace);
  equal(
    wires.map((wire) => wire.value),
    ['data.x', 'l1.y', 'l2.y'],
  );
  equal(
    [blocks[0].above, blocks[0].below],
    [
      ['l1.W', 'l1.b'],
      ['l1.dW', 'l1.db'],
    ],
  );
  equal(
    blocks.map((block) => block.shelf.map((chip) => chip.address)),
    [['data.x'], ['l1.y'], []],
  );
  equal(blocks[2].above, ['data.target']);
});

test('what two blocks read lies with the first that does, and names the other', () => {
  const shared = { ...trace, memory: { 'l1.y': ['l1.dW', 'l2.dW'] } };
  equal(
    board(shared).blocks.map((block) => block.shelf),
    [[], [{ address: 'l1.y', also: ['l1'] }], []],
  );
});

test('a tensor is unknown, then written, then read, known, and old', () => {
  const looks = (address) => [-1, 0, 1, 2, 8, 9].map((cursor) => lookOf(trace, address, cursor));
  equal(looks('l1.y'), ['unknown', 'written', 'read', 'known', 'known', 'old']);
  equal(looks('l1.W'), ['known', 'read', 'known', 'known', 'read', 'written']);
});

test("a parameter's gradient is old once it has been used, not before", () => {
  equal(
    [8, 9, 10].map((cursor) => lookOf(trace, 'l1.dW', cursor)),
    ['known', 'read', 'old'],
  );
  equal(
    [9, 10, 11].map((cursor) => lookOf(trace, 'l2.dW', cursor)),
    ['known', 'known', 'read'],
  );
});

test('backward reads what is stored from the shelf', () => {
  equal(lookOf(trace, 'l1.y', 4), 'known');
  equal(chipLook(trace, 'l1.y', 4, storedAt(trace, 'l1.y', 'l2')), 'reading');
});

test('a tensor lands on the shelf when the block that keeps it sees it', () => {
  const stored = storedAt(trace, 'l1.y', 'l2');
  equal(stored, 1);
  equal(
    [0, 1, 2, 9].map((cursor) => chipLook(trace, 'l1.y', cursor, stored)),
    ['empty', 'storing', 'stored', 'old'],
  );
});

test('the rail is solid up to where the run has got', () => {
  const wires = new Set(board(trace).wires.flatMap((wire) => [wire.value, wire.gradient]));
  const at = (cursor) => progressOf(trace, wires, cursor);
  equal(at(-1), { forward: null, error: false, turned: false, backward: null });
  equal(at(2), { forward: { wire: 'l2.y' }, error: true, turned: false, backward: null });
  equal(at(4).backward, { node: 'l2' });
  equal(at(11).backward, { wire: 'data.dx' });
});

test('only cells of an explanation light up, and none where nothing was computed', () => {
  const cell = (at) => ({ op: 'cell', address: 'l1.y', at, value: 1 });
  const expr = {
    op: 'sum',
    value: 2,
    args: [cell([0, 1]), { op: '*', value: 1, args: [cell([1, 1]), { op: 'const', value: 2 }] }],
  };
  equal(
    [...factors({ address: 'l2.y', at: [0, 0], value: 2, step: 1, formula: null, expr })],
    [
      [
        'l1.y',
        [
          [0, 1],
          [1, 1],
        ],
      ],
    ],
  );
  equal(
    factors({
      address: 'l1.W',
      at: [0, 0],
      value: 2,
      step: null,
      formula: null,
      expr: cell([0, 0]),
    }).size,
    0,
  );
});

test('one scale for all tensors of a kind, rounded up, and not stretched by one number', () => {
  equal([nice(1.66), nice(0.7), nice(0), nice(123)], [1.7, 0.7, 1, 130]);
  const tensors = {
    a: { role: 'activation', data: [...Array(99).fill(1), 1000] },
    g: { role: 'gradient', data: [0.5, -0.61] },
  };
  equal(shared({ tensors }, ['a', 'g']), {
    v: { top: 1, clipped: true },
    g: { top: 0.61, clipped: false },
  });
  equal([depth(5, 2), depth(-1, 2), depth(NaN, 2), depth(-Infinity, 2)], [1, 0.5, 0, 1]);
  near(own([0, 0, 3]), 3);
  near(own([-5, NaN, 2, Infinity]), 5); // in any order; the first and the last count
  near(own([1, 0, 0, -7]), 7);
});

const sized = (shape, data = Array(shape.reduce((all, side) => all * side, 1)).fill(0)) => {
  const other = structuredClone(trace);
  for (const address of ['l1.W', 'l1.dW']) Object.assign(other.tensors[address], { shape, data });
  return other;
};

test('a small network shows its numbers, however little room there is', () => {
  for (const lanes of [600, 120, 20]) {
    const found = forms(board(trace), trace, { width: 300, lanes, blocks: lanes });
    equal(
      [lanes, [...found].filter(([address, { as }]) => as !== 'numbers' && !address.includes(':'))],
      [lanes, []],
    );
  }
  equal(
    [isSmall(board(trace), trace), isSmall(board(sized([13, 3])), sized([13, 3]))],
    [true, false],
  );
});

test('in a larger one, numbers are shown while there is room, heat-maps below that', () => {
  const large = sized([16, 4]);
  const as = (lanes) =>
    forms(board(large), large, { width: 1000, lanes, blocks: lanes }).get('l1.W').as;
  equal([as(1200), as(120)], ['numbers', 'map']);
  const unknown = sized([784, 128], null);
  equal(
    forms(board(unknown), unknown, { width: 1000, lanes: 600, blocks: 600 }).get('l1.W').as,
    'map',
  );
});

test('a value and its gradient have the same form', () => {
  const found = forms(board(trace), trace, { width: 1000, lanes: 500, blocks: 500 });
  equal(
    [found.get('l1.y') === found.get('l1.dy'), found.get('l1.b') === found.get('l1.db')],
    [true, true],
  );
});

test('a picture stays within its room, whatever the shape', () => {
  for (const shape of [
    [],
    [1],
    [10],
    [784, 128],
    [1, 4096],
    [4096, 1],
    [4, 2, 6, 6],
    [64, 16, 8, 8],
    [3, 5, 7],
  ]) {
    const data = shape.length > 3 ? null : [];
    const { width, height } = pictureOf(
      { shape, data },
      pitchWithin({ shape, data }, { width: 90, height: 120 }, 1),
    );
    equal([shape, width > 0 && width <= 91, height > 0 && height <= 121], [shape, true, true]);
  }
});

test("a block's parameters stand in the trace's order, whatever a step reads first", () => {
  const steps = trace.steps.map((step) => ({
    ...step,
    reads: Object.fromEntries(Object.entries(step.reads).reverse()),
  }));
  equal(board({ ...trace, steps }).blocks[0].above, ['l1.W', 'l1.b']);
});

test('what the error reads is stored when the error is computed, not before and not after', () =>
  equal(storedAt(trace, 'data.target', 'loss'), 2));

test('a count of updates does not stretch the scale, and neither do many zeros', () => {
  const tensors = {
    a: { role: 'activation', shape: [2], data: [0.5, 1] },
    counted: { role: 'state', shape: [], data: [1000] },
    sparse: { role: 'gradient', shape: [100], data: [...Array(99).fill(0), 5] },
  };
  equal(shared({ tensors }, Object.keys(tensors)), {
    v: { top: 1, clipped: false },
    g: { top: 5, clipped: false },
  });
});

test('the colours of a heat-map end where nearly all of its cells lie', () => {
  equal(own([...Array(99).fill(1), 100]), 1);
  equal(own([...Array(9).fill(1), 100]), 100);
  equal(own([0, NaN]), 1);
});

test('what was drawn stays as it is: it is never old', () => {
  const drawn = { ...trace.tensors['l1.y'], role: 'drawn' };
  const other = { ...trace, tensors: { ...trace.tensors, 'l1.y': drawn } };
  equal([lookOf(trace, 'l1.y', 9), lookOf(other, 'l1.y', 9)], ['old', 'known']);
});

test('a scale reaches to where nearly all numbers lie, in two digits', () => {
  const tensors = { a: { role: 'activation', shape: [30], data: [...Array(29).fill(1), 100] } };
  equal(shared({ tensors }, ['a']).v, { top: 1, clipped: true });
  equal([nice(1901), nice(1899)], [2000, 1900]);
  equal(own([...Array(99).fill(0), 5]), 5);
});

test('what was given is never old', () => equal(lookOf(trace, 'data.x', 9), 'known'));

test('what a block computes on the way lands on the shelf when the block reads it, not before', () => {
  const steps = [
    ['l1.y', ['data.x']],
    ['l2.m', ['l1.y']],
    ['l2.v', ['l1.y']],
    ['l2.y', ['l2.m', 'l2.v']],
  ].map(([writes, reads], index) => ({
    index,
    phase: 'forward',
    node: writes.slice(0, 2),
    writes,
    reads: Object.fromEntries(reads.map((address, k) => [k, address])),
  }));
  equal(storedAt({ ...trace, steps }, 'l2.m', 'l2'), 3);
});

test('a scale is stretched by what is four times as large, and by no more', () => {
  const top = (most) =>
    shared({ tensors: { a: { role: 'activation', data: [...Array(99).fill(10), most] } } }, ['a'])
      .v;
  equal(
    [top(40), top(41)],
    [
      { top: 40, clipped: false },
      { top: 10, clipped: true },
    ],
  );
});

test('the turn is behind us once the gradient of what the error reads is known, and not before', () => {
  const within = { index: 3, phase: 'backward', node: 'loss', writes: 'loss.dp', reads: {} };
  const steps = [...trace.steps.slice(0, 3), within, ...trace.steps.slice(3)];
  const wires = new Set(board(trace).wires.flatMap((wire) => [wire.value, wire.gradient]));
  const turned = (cursor) => progressOf({ ...trace, steps }, wires, cursor).turned;
  equal([turned(2), turned(3), turned(4)], [false, false, true]);
});

test('parts of a gradient stand in the order of their readers, however they were written', () => {
  const readers = ['l2', 'l3', 'l4', 'l5'];
  const nodes = [
    { id: 'data', role: 'data', inputs: {} },
    ...['l1', ...readers].map((id) => ({ id, role: 'layer', inputs: { x: 'l1' } })),
  ];
  const parts = readers.map((id) => `l1.dy@${id}.x`);
  for (const order of [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [1, 3, 0, 2],
  ]) {
    const steps = order.map((k, index) => ({
      index,
      phase: 'backward',
      node: readers[k],
      writes: parts[k],
      reads: {},
    }));
    const one = { nodes, steps, memory: {}, tensors: {} };
    equal(board(one).wires[1].parts, parts);
  }
});
