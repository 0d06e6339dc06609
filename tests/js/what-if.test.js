import { pathOf, reach } from '../../static/js/lib/curve.js';
import { networkOf, proposals, single } from '../../static/js/lib/what-if.js';
import { counted, rowsOf, verdictOf } from '../../static/js/lib/verdicts.js';
import { equal, test } from './harness.js';

const whole = (more) => ({
  type: 'integer',
  required: true,
  default: null,
  min: 1,
  max: 100,
  ...more,
});

test('what has a default is left alone; a size comes from the wires beside', () => {
  equal(
    proposals(
      { units: whole(), bias: { type: 'boolean', required: false, default: true } },
      [4, 2],
    ),
    [4, 2, 3, 1].map((units) => ({ units })),
  );
  equal(proposals({}, [4]), [{}]);
  equal(proposals({ size: whole({ max: 3 }) }, [9]), [{ size: 3 }, { size: 2 }, { size: 1 }]);
});

test('a setting of the same name keeps its value when a layer is swapped', () => {
  equal(
    proposals({ units: whole(), bias: { type: 'boolean', required: false } }, [4], {
      units: 7,
      bias: false,
      other: 1,
    }),
    [{ units: 7, bias: false }],
  );
});

test('a number is proposed within its bounds, a word from its choices', () => {
  const number = (min, max) => ({ type: 'number', required: true, min, max, choices: null });
  equal(proposals({ rate: number(0, 1) }, []), [{ rate: 0.5 }]);
  equal(proposals({ value: number(-1e9, 1e9) }, []), [{ value: 2 }]);
  equal(proposals({ way: { type: 'text', required: true, choices: ['mean', 'sum'] } }, []), [
    { way: 'mean' },
  ]);
});

test('a network to ask about has the layers in full', () => {
  const entries = [
    { from: 'l1', kind: 'a', label: 'A', settings: { units: 2 }, changes: { units: 2 } },
    { from: null, kind: 'b', label: null, settings: {}, changes: {} },
    { from: null, kind: 'c', label: null, settings: {}, changes: {}, reads: { other: 'l1' } },
  ].map((entry, k) => ({ reads: {}, share: null, key: `l${k + 1}`, ...entry }));
  equal(networkOf({ network: { loss: { kind: 'e' }, layers: [] }, data: 1 }, entries), {
    loss: { kind: 'e' },
    layers: [
      { kind: 'a', units: 2, label: 'A' },
      { kind: 'b' },
      { kind: 'c', inputs: { other: 'l1' } },
    ],
  });
  equal(single([12, 3, 4]), [1, 3, 4]);
});

const checked = (more) => ({ ok: true, checked: 4, too_small: 0, at_kink: 0, ...more });

test('verdicts are counted, what is wrong first, with the largest error of each', () => {
  const one = { checked: 4, too_small: 0, at_kink: 0, untold: 0, cells: 4 };
  const all = [
    { ...one, ok: true, max_relative_error: 1e-9 },
    { ...one, ok: true, max_relative_error: 3e-9 },
    { ...one, ok: null, max_relative_error: null, checked: 0 },
    { ...one, ok: false, max_relative_error: 0.5 },
  ];
  equal(counted(all), [
    { verdict: 'wrong', n: 1, error: 0.5 },
    { verdict: 'right', n: 2, error: 3e-9 },
    { verdict: 'unchecked', n: 1, error: 0 },
  ]);
});

test('the verdict on a tensor is that on its cells together', () => {
  equal(
    [
      checked(),
      checked({ ok: false }),
      checked({ too_small: 4 }),
      checked({ too_small: 3 }),
      checked({ at_kink: 4 }),
      checked({ at_kink: 1, too_small: 3 }),
      checked({ checked: 0 }),
    ].map(verdictOf),
    ['right', 'wrong', 'too_small', 'right', 'at_kink', 'at_kink', 'unchecked'],
  );
});

test('the cells to look at come first', () => {
  const rows = rowsOf(
    {
      analytic_cells: [1, 2, 0, 4],
      numeric_cells: [1, 2.5, 0, 4.4],
      verdicts: ['right', 'wrong', 'too_small', 'wrong'],
    },
    [2, 2],
    1,
  );
  equal(
    rows.map(({ at, verdict }) => [at, verdict]),
    [
      [[0, 1], 'wrong'],
      [[1, 1], 'wrong'],
      [[0, 0], 'right'],
      [[1, 0], 'too_small'],
    ],
  );
  equal(rows[0].error, 0.2);
});

test('a curve is broken where there is no value, and at a pole', () => {
  const size = { width: 100, height: 100 };
  equal(pathOf([-1, 0, 1], [-1, 0, 1], 1, size), 'M0.0 100.0L50.0 50.0L100.0 0.0');
  equal(pathOf([-1, 0, 1], [0, NaN, 0], 1, size), 'M0.0 50.0M100.0 50.0');
  equal(pathOf([-1, 0, 1], [-9, 9, 9], 1, size).match(/M/g).length, 2);
  equal([reach([[0, 0.2]]), reach([[NaN, 2]]), reach([[Infinity, 900]])], [1, 2, 4]);
});

test('what must be given begins with what its kind says: recommended, a choice, no, a word', () => {
  const first = (declared) => proposals({ it: { required: true, ...declared } }, [4])[0].it;
  const open = { min: null, max: null };
  equal(
    [
      first({ type: 'number', recommended: 0.9, ...open }),
      first({ type: 'string', choices: ['a', 'b'] }),
      first({ type: 'integer', min: 1, max: 9 }),
      first({ type: 'boolean' }),
      first({ type: 'string' }),
      first({ type: 'number', min: 0, max: 1 }),
      first({ type: 'number', min: 0, max: null }),
      first({ type: 'number', min: 0, max: 1.5 }),
      first({ type: 'number', min: -9, max: 1 }),
    ],
    [0.9, 'a', 4, false, 'x', 0.5, 2, 0.75, 1],
  );
});

test('a curve is broken at a pole, not at a slope, however high it reaches', () => {
  const path = pathOf([0, 1, 2], [0, 10, 15], 4, { width: 100, height: 80 });
  equal(path.replace(/[-\d. ]+/g, ''), 'MML');
});

test('of cells checked one by one the ones to look at come first, the largest error before', () => {
  const checked = {
    verdicts: ['right', 'at_kink', 'right', 'wrong'],
    numeric_cells: [1, 0, 1, 2],
    analytic_cells: [1.00001, 1, 1.001, 1],
  };
  equal(
    rowsOf(checked, [2, 2], 0).map(({ at }) => at),
    [
      [1, 1],
      [0, 1],
      [1, 0],
      [0, 0],
    ],
  );
  const small = { verdicts: ['right'], numeric_cells: [0], analytic_cells: [1e-3] };
  const error = (loss) => rowsOf(small, [1], loss)[0].error;
  equal([error(0.5), error(4)], [0.5, 0.125]);
});

test('gradients that nothing tells of are counted by themselves, before those that are right', () => {
  const one = (/** @type {any} */ more) => ({
    ok: null,
    checked: 0,
    too_small: 0,
    at_kink: 0,
    untold: 0,
    max_relative_error: null,
    ...more,
  });
  const all = [one({ ok: true, checked: 1 }), one({ untold: 2 }), one({})];
  equal(
    counted(/** @type {any} */ (all)).map(({ verdict, n }) => [verdict, n]),
    [
      ['untold', 1],
      ['right', 1],
      ['unchecked', 1],
    ],
  );
});

test('a size without bounds is proposed as it comes', () =>
  equal(
    proposals({ units: whole({ min: undefined, max: undefined }) }, [4]),
    [4, 3, 2, 1].map((units) => ({ units })),
  ));
