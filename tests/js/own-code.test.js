import {
  isOutdated,
  isOwn,
  isRenewable,
  renewableOf,
  slipsOn,
  spokenIn,
} from '../../static/js/lib/own-code.js';
import { named, toldOf } from '../../static/js/lib/slip-words.js';
import { corner } from '../../static/js/lib/operands.js';
import { equal, test } from './harness.js';

const checkpoint = (source) => ({
  description: { network: { layers: [{ kind: 'own:a', source }, { kind: 'tanh' }] } },
});
const KIND = {
  kind: 'own:a',
  file: 'a.py',
  version: 'new',
  check: {
    report: {
      gradients: {
        dW: { ok: false, slip: 'factor', detail: '1/n' },
        dx: { ok: true, slip: null, detail: null },
      },
    },
    told: [{ gradient: 'dW', said: ['is a mean', 'es una media'], line: 12 }],
  },
};
const TRACE = {
  nodes: [{ id: 'data' }, { id: 'l1', kind: 'own:a' }, { id: 'l2', kind: 'tanh' }],
  steps: [
    { node: 'l2', rule: 'dx', writes: 'l1.dy', phase: 'backward' },
    { node: 'l1', rule: 'dW', writes: 'l1.dW', phase: 'backward' },
    { node: 'l1', rule: 'dx', writes: 'data.dx', phase: 'backward' },
    { node: 'l1', rule: 'next', writes: 'l1.W:next', phase: 'update' },
  ],
};
const t = (key, slots) => (slots ? `${key} ${Object.values(slots).join()}` : key);

test('what is computed by code of before is outdated once there is other code', () => {
  equal(isOutdated(checkpoint('old'), [KIND]), true);
  equal(isOutdated(checkpoint('new'), [KIND]), false);
  equal(isOutdated(checkpoint('old'), [{ ...KIND, version: null }]), false, 'none can be loaded');
  equal(isOutdated(checkpoint('old'), []), false);
  equal(isOutdated(null, [KIND]), false);
});

test('a slip is found at the address that the wrong gradient is written to', () => {
  const slips = slipsOn(TRACE, checkpoint('new'), [KIND]);
  equal(Object.keys(slips), ['l1.dW']);
  equal(slips['l1.dW'].line, 12);
  equal(slipsOn(TRACE, checkpoint('old'), [KIND]), {}, 'it is about another version');
  equal(slipsOn(TRACE, checkpoint('new'), [{ ...KIND, check: null }]), {}, 'not checked yet');
});

test('a slip is named in a word or two, with how much where that is short', () => {
  const slip = {
    slip: 'factor',
    file: 'a.py',
    line: 3,
    gradient: 'dW',
    said: { en: 'A', es: 'B' },
  };
  equal(named({ ...slip, detail: '1/n' }, t), 'slip.factor 1/n');
  equal(named({ ...slip, detail: '-2' }, t), 'slip.factor −2');
  equal(named({ ...slip, detail: '1/√n' }, t), 'slip.factor 1/√n');
  equal(named({ ...slip, detail: 'inside' }, t), 'slip.factor');
  equal(named({ ...slip, detail: 'mean for sum' }, t), 'slip.factor');
  equal(named({ ...slip, slip: 'sign', detail: '2' }, t), 'slip.sign');
  equal(toldOf({ ...slip, detail: '2' }, 'es', t), 'own.place a.py,3: slip.factor 2. B');
  equal(toldOf({ ...slip, slip: null, detail: null, line: null }, 'en', t), 'a.py: A');
});

test('steps of own code are known, updates are the optimizer’s', () => {
  const catalog = { layers: { 'own:a': { code: {} }, tanh: {} } };
  equal(
    TRACE.steps.map((step) => isOwn(catalog, TRACE, step)),
    [false, true, true, false],
  );
});

test('a checkpoint of code that is gone can be had by the code of now, if there is some', () => {
  const gone = (allowed, asked) => ({ code: 'kind_changed', errors: [{ allowed }], asked });
  equal(renewableOf(gone({ version: 'v' }, '/api/v1/checkpoints/abc.4/trace?v=1')), 'abc.4');
  equal(renewableOf(gone({ version: null }, '/api/v1/checkpoints/abc.4/trace')), null);
  equal(renewableOf(gone({ version: 'v' }, '/api/v1/trace')), null);
  equal(renewableOf({ code: 'other', errors: [], asked: '/api/v1/checkpoints/a/next' }), null);
  equal([gone({ version: 'v' }), gone({ version: null }), gone(null)].map(isRenewable), [
    true,
    false,
    false,
  ]);
});

test('what a third language lacks is said in English', () => {
  equal(spokenIn({ en: 'A', es: 'B' }, 'es'), 'B');
  equal(spokenIn({ en: 'A', es: 'B' }, 'fr'), 'A');
});

test('the corner of a tensor', () => {
  equal(corner([2, 2], [1, 2, 3, 4]), [
    [
      { at: [0, 0], value: 1 },
      { at: [0, 1], value: 2 },
    ],
    [
      { at: [1, 0], value: 3 },
      { at: [1, 1], value: 4 },
    ],
  ]);
  equal(corner([], [7]), [[{ at: [], value: 7 }]]);
  equal(corner([5], [1, 2, 3, 4, 5])?.[0].at(-1), null);
  equal(
    corner(
      [9, 9],
      Array.from({ length: 81 }, (_, k) => k),
    )?.at(-1),
    [null, null, null, null, null],
  );
  equal(
    corner(
      [9, 9],
      Array.from({ length: 81 }, (_, k) => k),
    )?.[3][3],
    { at: [3, 3], value: 30 },
  );
  equal(corner([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), null);
  equal(corner([300, 300], null), null);
});

test('the corner of a vector is one row', () =>
  equal(corner([2], [5, 6]), [
    [
      { at: [0], value: 5 },
      { at: [1], value: 6 },
    ],
  ]));
