import {
  along,
  axis,
  merged,
  nearest,
  path,
  thinned,
  timeLeft,
} from '../../static/js/lib/charts.js';
import { createReader } from '../../static/js/lib/event-stream.js';
import { depthsOf, lookOf, ofUnit, orderOf, shades } from '../../static/js/lib/picture.js';
import { classesOf, targetOf, withPoint } from '../../static/js/lib/points.js';
import {
  continued,
  differences,
  extended,
  idAt,
  leadsThrough,
  runOf,
  seriesOf,
} from '../../static/js/lib/run.js';
import {
  asking,
  attempts,
  batchFor,
  heldBack,
  madeFor,
  proposed,
  widened,
  rangeOf,
} from '../../static/js/lib/data/offer.js';
import { equal, near, test } from './harness.js';

test('an axis has round numbers and room for every value', () => {
  equal(axis([0, 1]).ticks, [0, 0.5, 1]);
  equal(axis([3, 97], { zero: true }).ticks, [0, 50]);
  equal(axis([0.3, 0.3]).min < 0.3, true);
  equal(axis([]).ticks.length > 1, true);
});

test('a logarithmic axis has powers of ten, and twelve of them below 1 at most', () => {
  equal(axis([0.02, 5], { log: true }).ticks, [0.01, 0.1, 1, 10]);
  const far = axis([1e-300, 1], { log: true });
  near(far.min, 1e-12, 1e-24);
  equal(far.ticks.length <= 6, true);
  const up = axis([0.5, 1e300], { log: true });
  equal([up.min, up.max, up.ticks.length <= 6], [0.1, 1e300, true]);
  near(along(axis([0.01, 1], { log: true }), 0.1), 0.5);
});

test('what is not finite does not move an axis, and breaks the line', () => {
  equal(axis([0, 1, Infinity, NaN]), axis([0, 1]));
  equal(
    path(
      [
        [0, 1],
        [1, NaN],
        [2, 3],
      ],
      (x) => x,
      (y) => y,
    ),
    'M0.0 1.0M2.0 3.0',
  );
});

test('a long curve keeps its ends, its peaks and its dips', () => {
  const points = Array.from({ length: 5000 }, (_, k) => [k, Math.sin(k)]);
  points[1234][1] = 9;
  points[4321][1] = -9;
  const few = thinned(points, 200);
  equal(few.length <= 200, true);
  equal([few[0], few.at(-1)], [points[0], points.at(-1)]);
  equal(few.some(([k]) => k === 1234) && few.some(([k]) => k === 4321), true);
  equal(thinned(points.slice(0, 100), 200), points.slice(0, 100));
});

test('curves are joined, in order, and the newer one wins', () => {
  equal(
    merged(
      [
        [0, 1],
        [1, 2],
        [5, 6],
      ],
      [
        [1, 9],
        [2, 3],
      ],
      100,
    ),
    [
      [0, 1],
      [1, 9],
      [2, 3],
      [5, 6],
    ],
  );
  equal(merged([], [[0, 1]], 100), [[0, 1]]);
  equal(merged([[0, 1]], [], 100), [[0, 1]]);
});

test('the nearest point is found', () => {
  equal(
    nearest(
      [
        [0, 1],
        [10, 2],
        [20, 3],
      ],
      14,
    ),
    [10, 2],
  );
  equal(
    nearest(
      [
        [0, 1],
        [10, 2],
      ],
      99,
    ),
    [10, 2],
  );
  equal(nearest([], 3), null);
});

test('the time that is left follows from the time that is gone', () => {
  equal(timeLeft({ from: 100, to: 200, now: 150, seconds: 5 }), 5);
  equal(timeLeft({ from: 0, to: 10, now: 0, seconds: 5 }), null);
});

test('events are read from pieces cut anywhere; signs of life are none', () => {
  const text =
    'event: started\ndata: {"training":"a"}\n\n: still here\n\nevent: done\ndata: {"loss":"NaN"}\n\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const read = createReader();
    equal(
      [...read(text.slice(0, cut)), ...read(text.slice(cut))],
      [
        { name: 'started', data: { training: 'a' } },
        { name: 'done', data: { loss: 'NaN' } },
      ],
    );
  }
});

const HISTORY = {
  points: [
    { id: 'a.0', iteration: 0 },
    { id: 'a.5', iteration: 5 },
    { id: 'b.5', iteration: 5 },
    { id: 'b.9', iteration: 9 },
  ],
  losses: [
    [0, 3],
    [5, 2],
    [9, 1],
  ],
};

test('an iteration of a run belongs to the base that had begun by then', () => {
  const run = runOf({ base: 'b', description: {} }, HISTORY);
  equal([idAt(run, 3), idAt(run, 5), idAt(run, 8)], ['a.3', 'b.5', 'b.8']);
  equal(
    [
      leadsThrough(run, { base: 'a', iteration: 4 }),
      leadsThrough(run, { base: 'a', iteration: 5 }),
      leadsThrough(run, { base: 'b', iteration: 10 }),
    ],
    [true, false, false],
  );
});

test('what is seen later is added to a run', () => {
  const run = extended(runOf({ base: 'b', description: {} }, HISTORY), {
    losses: [[10, 0.5]],
    ...seriesOf([
      { iteration: 8, train: 2, test: null, norms: { 'l1.dW': 1 } },
      { iteration: 9, train: 1, test: 3, norms: { 'l1.dW': 3, 'l1.db': 4 } },
      { iteration: 10 },
    ]),
  });
  equal(run.losses.at(-1), [10, 0.5]);
  const l1 = [
    [8, 1],
    [9, 5],
  ];
  const trains = [
    [8, 2],
    [9, 1],
  ];
  equal([run.norms, run.trains, run.tests], [{ l1 }, trains, [[9, 3]]]);
});

test('two descriptions differ in their settings, and large ones as a whole', () => {
  const one = {
    network: { optimizer: { kind: 'sgd', lr: 1 }, layers: [{ kind: 'linear', units: 3 }] },
    seed: 1,
    parameters: { 'l1.W': [1, 2] },
  };
  const other = {
    network: { optimizer: { kind: 'sgd', lr: 2 }, layers: [{ kind: 'linear', units: 4 }] },
    seed: 1,
    parameters: { 'l1.W': [1, 3] },
  };
  equal(
    differences(one, other).map(({ path }) => path.join('.')),
    ['network.optimizer.lr', 'network.layers.0.units', 'parameters.l1.W'].map((name) =>
      name.startsWith('parameters') ? 'parameters' : name,
    ),
  );
  equal(differences(one, one), []);
});

const samples = (width, labels) => ({
  train: {
    x: { shape: [2, width], data: Array.from({ length: 2 * width }, (_, k) => k) },
    target: { shape: [2, 1], data: [0, 1] },
    labels,
  },
  test: { x: { shape: [0, width], data: [] }, target: { shape: [0, 1], data: [] }, labels },
  classes: null,
});

test('two inputs make a plane, one a curve, more of them pairs of numbers', () => {
  equal(
    [
      lookOf(samples(2, null)),
      lookOf(samples(1, null)),
      lookOf(samples(3, null)),
      lookOf(samples(3, [0, 1])),
      lookOf(null),
    ],
    ['plane', 'curve', 'pairs', 'none', 'none'],
  );
  const rows = { ...samples(2, null), chooses: 5 }; // and between two rows there is none
  equal([lookOf(rows), 'grid' in orderOf(rows)], ['pairs', false]);
  equal(orderOf(samples(3, null)), {
    x: [
      [0, 1, 2],
      [3, 4, 5],
    ],
  });
  equal(orderOf(samples(2, null)).grid.x[2], 64);
});

test('the plane shows the largest output, or how far a single one is from the middle; scores fill the scale', () => {
  equal(shades({ shape: [3, 2], data: [1, 2, 3, 0, NaN, 1] }, samples(2, [0, 1])), {
    classes: [1, 0, -1],
  });
  equal(shades({ shape: [3, 1], data: [0.5, 1, 9] }, samples(2, [0, 1])), { depths: [0, 1, 1] });
  const scored = { ...samples(2, [0, 1]), border: 0 };
  equal(shades({ shape: [4, 1], data: [-8, 4, 0.5, Infinity] }, scored), {
    depths: [-1, 0.5, 0.0625, 1],
  });
});

test('a unit is shown by itself, around 0', () => {
  const unit = ofUnit({ shape: [3, 2], data: [1, 2, 3, -4, 5, NaN] }, 1);
  equal(
    [unit.shape, unit.data],
    [
      [3, 1],
      [2, -4, NaN],
    ],
  );
  equal(depthsOf(unit), { depths: [0.5, -1, NaN] });
});

test('after an edit, what was seen before it is still there', () => {
  const before = extended(
    runOf(
      { base: 'a', description: {} },
      {
        points: [{ id: 'a.0', iteration: 0 }],
        losses: [
          [0, 3],
          [7, 1],
        ],
      },
    ),
    {
      tests: [
        [4, 1],
        [6, 2],
      ],
      norms: { l1: [[2, 3]] },
    },
  );
  const run = continued(runOf({ base: 'b', description: {} }, HISTORY), [before]);
  equal([run.tests, run.norms], [[[4, 1]], { l1: [[2, 3]] }]);
});

const SPLIT = {
  train: {
    rows: [0, 2],
    x: { shape: [2, 1], data: [1, 3] },
    target: { shape: [2, 2], data: [1, 0, 0, 1] },
    labels: [0, 1],
  },
  test: {
    rows: [1],
    x: { shape: [1, 1], data: [2] },
    target: { shape: [1, 2], data: [0, 1] },
    labels: [1],
  },
  classes: [
    { en: 'no', es: 'no' },
    { en: 'yes', es: 'sí' },
  ],
  features: null,
};

test('a point comes last, after the samples in their first order', () => {
  equal(withPoint(SPLIT, [9], [1, 0], 'es'), {
    x: [[1], [2], [3], [9]],
    target: [
      [1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ],
    classes: ['no', 'sí'],
    features: null,
  });
});

test('the target of a class is as that of its other samples', () => {
  const signs = {
    train: { target: { shape: [2, 1], data: [-1, 1] }, labels: [0, 1] },
    test: { target: { shape: [0, 1], data: [] }, labels: [] },
  };
  equal(
    [
      targetOf(signs, 0),
      targetOf(signs, 1),
      classesOf(signs),
      targetOf(SPLIT, 1),
      classesOf(SPLIT),
    ],
    [[-1], [1], 2, [0, 1], 2],
  );
});

const ENTRIES = [
  { from: 'l1', kind: 'wide', label: null, settings: { units: 4 }, changes: {} },
  { from: 'l2', kind: 'bend', label: null, settings: {}, changes: {} },
].map((entry) => ({ ...entry, key: entry.from, reads: {}, share: null }));
const WIDE = {
  wide: { settings: { units: { type: 'integer', required: true } } },
  bend: { settings: {} },
};

test('the last layer whose size can be chosen gets the outputs that the samples need', () => {
  equal(widened(ENTRIES, WIDE, 3)[0].changes, { units: 3 });
  equal(widened(ENTRIES.slice(1), WIDE, 3), null);
});

test('samples are tried as they are where they may fit, then with another last layer', () => {
  const taking = { entries: ENTRIES, kinds: WIDE, outputs: 1, size: null };
  const made = { data: { dataset: 'd' }, samples: 10, classes: 2, outputs: 1 };
  equal(attempts(made, taking), [
    { data: { dataset: 'd' } },
    { network: { layers: [{ from: 'l1', units: 2 }, { from: 'l2' }] }, data: { dataset: 'd' } },
  ]);
  equal(attempts({ ...made, classes: 3 }, taking).length, 1);
  equal(attempts({ ...made, classes: 0 }, taking), [{ data: { dataset: 'd' } }]);
  const own = attempts({ ...made, data: { x: 1 }, labels: [0, 1] }, taking);
  equal(
    own.map(({ data }) => data.target),
    [
      [0, 1],
      [
        [1, 0],
        [0, 1],
      ],
    ],
  );
});

test('many samples come in shuffled batches', () => {
  equal(
    [batchFor(64, null), batchFor(65, 32), batchFor(10, 4), batchFor(4, 4)],
    [null, { size: 32, shuffle: true }, { size: 4, shuffle: true }, null],
  );
});

test('a batch size is proposed with which an epoch can be watched', () => {
  equal(
    [
      proposed(64, null),
      proposed(65, null),
      proposed(400, 4),
      proposed(404, 4),
      proposed(10_000, 4),
      proposed(10_000, 64),
      proposed(4, 4),
    ],
    [null, 32, 4, 32, 32, 64, 4],
  );
});

test('a batch size that a person chose is taken as it is', () => {
  const taking = { entries: [], kinds: {}, outputs: 1, size: 4 };
  const wish = { data: {}, samples: 10_000, classes: 0, outputs: 1 };
  equal(attempts(wish, taking)[0].batch, { size: 32, shuffle: true });
  equal(attempts({ ...wish, batch: 4 }, taking)[0].batch, { size: 4, shuffle: true });
  equal(attempts({ ...wish, batch: null }, taking)[0].batch, { size: null });
});

test('a network is suggested by what a sample is, and by where its targets lie', () => {
  const numbers = { shape: [13], classes: 0, outputs: 1, targets: [1, 2, 3, 6] };
  equal(asking(numbers), {
    shape: ['13'],
    outputs: '1',
    mean: '3',
    deviation: String(Math.sqrt(14 / 4)),
  });
  equal(asking({ shape: [1, 8, 8], classes: 10, outputs: 1, targets: [0, 1] }), {
    shape: ['1', '8', '8'],
    classes: '10',
  });
  equal(asking({ ...numbers, targets: [1, Number.NaN] }), { shape: ['13'], outputs: '1' });
  equal(asking({ ...numbers, targets: undefined }), { shape: ['13'], outputs: '1' });
});

test('a network that was made for such a table is kept', () => {
  const wish = { data: { features: ['a', 'b'] }, classes: 3, outputs: 1 };
  equal(madeFor(wish, { features: 2, outputs: 3 }), true);
  equal(madeFor(wish, { features: 2, outputs: 1 }), false);
  equal(madeFor(wish, { features: 3, outputs: 3 }), false);
  equal(madeFor({ ...wish, data: {} }, { features: 0, outputs: 3 }), false);
});

test('a network that is suggested takes the place of the one on the stage', () => {
  const begun = { network: { layers: [{ kind: 'k', units: 3 }], loss: { kind: 'l' } } };
  const wish = { data: { x: 1 }, samples: 90, classes: 3, outputs: 1, labels: [0, 2] };
  const network = { entries: [], kinds: {}, outputs: 1, size: 4 };
  const [only, ...none] = attempts({ ...wish, batch: 32 }, network, begun);
  equal(none, []);
  equal(only.network, begun.network);
  equal(only.batch, { size: 32, shuffle: true });
  equal(only.data.target, [
    [1, 0, 0],
    [0, 0, 1],
  ]);
});

test('the test part is counted as the server counts it', () => {
  equal(
    [
      heldBack(10, 0.25),
      heldBack(14, 0.25),
      heldBack(40, 0.25),
      heldBack(1, 0.9),
      heldBack(3, 0.9),
    ],
    [2, 4, 10, 0, 2],
  );
});

test('targets go from the smallest to the largest; classes are told by 0 and 1', () => {
  equal(rangeOf({ classes: 0, targets: [0.5, -1.7, 1.3] }), [-1.7, 1.3]);
  equal(rangeOf({ classes: 3, targets: [0, 1, 2] }), [0, 1]);
  equal(rangeOf({ classes: 0 }), [0, 1]);
});

test('a list that is no list of layers differs as a whole', () =>
  equal(differences({ data: { x: [1, 2] } }, { data: { x: [1, 3] } }), [
    { path: ['data', 'x'], from: [1, 2], to: [1, 3] },
  ]));
