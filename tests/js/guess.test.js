// @ts-check
import {
  begun,
  toldOf,
  toldOfOwn,
  toldWords,
  tolerance,
  veiled,
  wantedDecimals,
} from '../../static/js/lib/guess.js';
import { divisible, isMean, mixer, ROWS, rowsOf } from '../../static/js/lib/parts.js';
import { isPinned, pinnedAt, toggled, cellKey } from '../../static/js/lib/pins.js';
import { equal, near, test } from './harness.js';
import { trace } from './trace.js';

const cell = (/** @type {string} */ address, /** @type {number[]} */ at) => ({ address, at });
const state = (/** @type {any} */ { guess = null, selection = null, layers = {}, ...moment }) =>
  /** @type {any} */ ({
    stage: { trace, cursor: 4, ...moment },
    teaching: { guess },
    focus: { selection },
    server: { catalog: { layers } },
  });

test('guessing begins with nothing seen, no hint, nothing told and nobody in a hurry', () => {
  equal(begun(), { seen: [], hint: false, told: null, calls: 0 });
  equal(begun(['l1.y']).seen, ['l1.y']);
});

test('what is to be guessed is what was just written, until it has been seen', () => {
  equal(veiled(state({})), null);
  equal(veiled(state({ guess: begun() })), 'l2.dW');
  equal(veiled(state({ guess: begun(['l2.dW']) })), null);
  equal(veiled(state({ guess: begun(['l1.dW']) })), 'l2.dW');
  equal(veiled(state({ guess: begun(), cursor: -1 })), null);
  equal(veiled(state({ guess: begun(), trace: null })), null);
});

test('a guess may be off in its last digit, and by a fiftieth of a large number', () => {
  near(tolerance(0.3, 2), 0.01, 1e-9);
  near(tolerance(100, 2), 2, 1e-6);
  near(tolerance(-100, 2), 2, 1e-6);
  equal(tolerance(0.3, 2) > 0.01 && tolerance(100, 2) > 2, true);
});

test('a guess needs the decimals of the stage', () => {
  const of = (/** @type {any} */ data) =>
    wantedDecimals(/** @type {any} */ ({ tensors: { a: { data } } }), 'a');
  equal(of([0.25, 1]) >= 2, true);
  equal(of([0.0012]) > of([1200]), true);
  equal(of(null), of([]));
});

test('of several slips that lead to a guess all are told', () => {
  const t = (/** @type {string} */ key, /** @type {any} */ slots) =>
    slots ? `${key}(${slots.n})` : key;
  const words = { en: '{n|time|times} {n}', es: '{n} {n|vez|veces}' };
  const told = [
    { name: 'none', slots: { n: 1 } },
    { name: 'sum', slots: { n: 2 }, words },
  ];
  equal(toldWords(told, t, 'en'), 'guess.slip.none(1) guess.or times 2');
  equal(toldWords(told.slice(1), t, 'es'), '2 veces');
});

test('a pin is put up and taken down, and shows the new value after the update', () => {
  const one = toggled([], cell('l1.W', [0, 1]));
  const two = toggled(one, cell('l1.dW', [0, 1]));
  equal(two, [cell('l1.W', [0, 1]), cell('l1.dW', [0, 1])]);
  equal(toggled([], cell('l1.W:next', [0, 1])), one);
  equal(toggled(two, cell('l1.W:next', [0, 1])), [cell('l1.dW', [0, 1])]);
  equal(toggled(two, cell('l1.W', [0, 0])).length, 3);
  equal([isPinned(two, cell('l1.W:next', [0, 1])), isPinned(two, null)], [true, false]);
  equal([isPinned(two, cell('l1.W', [1, 1])), isPinned([], cell('l1.W', [1, 1]))], [false, false]);
});

test('a pin shows what is known at a step, and nothing where there is no such cell', () => {
  const [W, dW] = [cell('l1.W', [0, 1]), cell('l1.dW', [0, 1])];
  equal(pinnedAt(trace, W, 4), { cell: W, known: true });
  equal(pinnedAt(trace, W, 9), { cell: cell('l1.W:next', [0, 1]), known: true });
  equal(pinnedAt(trace, dW, 4), { cell: dW, known: false });
  const wrong = [
    cell('l9.W', [0, 0]),
    cell('l1.W', [2, 0]),
    cell('l1.W', [0, 3]),
    cell('l1.W', [0]),
  ];
  equal(
    wrong.map((pin) => pinnedAt(trace, pin, 4)),
    [null, null, null, null],
  );
});

test("a parameter's gradient is told sample by sample, once it is known and not to be guessed", () => {
  const selection = cell('l2.dW', [0, 0]);
  equal(divisible(state({ selection })), selection);
  equal(divisible(state({ selection, cursor: 3 })), null);
  equal(divisible(state({ selection, guess: begun() })), null);
  const own = { ...trace, nodes: [...trace.nodes, { id: 'l3', kind: 'own:a' }] };
  const layers = { 'own:a': { code: {} } };
  equal(divisible(state({ selection, trace: own, layers })), null, 'somebody’s own code');
  equal(divisible(state({ selection, guess: begun(['l2.dW']) })), selection);
  equal(divisible(state({ selection: cell('l2.dy', [0, 0]) })), null);
  equal([divisible(state({})), divisible(state({ selection, trace: null }))], [null, null]);
  const alone = { ...trace, batch: { indices: [0] } };
  equal(divisible(state({ selection, trace: alone })), null);
});

test('of many samples the first have a row, and the one that is followed', () => {
  equal(ROWS, 8);
  equal(rowsOf(3, 1), [0, 1, 2]);
  equal(rowsOf(64, null), [0, 1, 2, 3, 4, 5, 6, 7]);
  equal(rowsOf(64, 7), [0, 1, 2, 3, 4, 5, 6, 7]);
  equal(rowsOf(64, 8), [0, 1, 2, 3, 4, 5, 6, 8]);
  equal(rowsOf(64, 40), [0, 1, 2, 3, 4, 5, 6, 40]);
  equal(rowsOf(64, 64), [0, 1, 2, 3, 4, 5, 6, 7]);
});

test('the layer in which samples meet is the first that mixes them', () => {
  const nodes = [
    { id: 'l1' },
    { id: 'l2', mixes_samples: true },
    { id: 'l3', mixes_samples: true },
  ];
  equal(mixer(/** @type {any} */ ({ nodes }))?.id, 'l2');
  equal(mixer(/** @type {any} */ ({ nodes: nodes.slice(0, 1) })), null);
});

test('an error is a mean unless it says that it is a sum', () => {
  const loss = (/** @type {any} */ settings) =>
    isMean(
      /** @type {any} */ ({
        nodes: [
          { role: 'layer', settings: {} },
          { role: 'loss', settings },
        ],
      }),
    );
  equal(
    [loss({}), loss(undefined), loss({ reduction: 'mean' }), loss({ reduction: 'sum' })],
    [true, true, true, false],
  );
  equal(
    isMean(/** @type {any} */ ({ nodes: [{ role: 'layer', settings: { reduction: 'sum' } }] })),
    true,
  );
});

/** @param {string} address @param {number[]} at */
const cellOf = (address, at) => ({ op: 'cell', address, at, value: 3 });

test('a wrong guess is told each slip that leads to it, or that it is none of them', () => {
  const about = { name: 'W₁', guess: '2' };
  const naming = (/** @type {string} */ address) => `<${address}>`;
  equal(toldOf([], about, naming), [{ name: 'none', slots: about }]);
  const words = { en: 'a', es: 'b' };
  const bare = { value: 2, words, numbers: {}, trees: {}, tensors: {} };
  const tree = { op: '*', value: 6, args: [cellOf('l1.W', [0, 1]), { op: 'const', value: 2 }] };
  const slips = [
    { ...bare, name: 'sample', numbers: { k: 0, n: 2 } },
    { ...bare, name: 'left', trees: { term: tree } },
    { ...bare, name: 'swapped', tensors: { name: 'l1.W' } },
  ];
  equal(
    toldOf(/** @type {any} */ (slips), about, naming).map(({ name, slots }) => [name, slots]),
    [
      ['sample', { ...about, k: 0, n: 2 }],
      ['left', { ...about, term: '<l1.W>[0,1] · 2' }],
      ['swapped', { ...about, name: '<l1.W>' }],
    ],
  );
});

test('a number is kept under its address and its place', () =>
  equal([cellKey('l1.W', [0, 1]), cellKey('loss.E', [])], ['l1.W,0,1', 'loss.E']));

test('of what own code computes no terms are known, and where its check finds a slip that is said', () => {
  const none = toldOf([], { guess: '9' }, (address) => address);
  const t = /** @type {any} */ (
    (/** @type {string} */ key, /** @type {any} */ slots = {}) =>
      `${key} ${slots.guess} ${slots.said ?? ''}`
  );
  equal(toldWords(toldOfOwn(none, undefined), t, 'es'), 'guess.slip.own 9 ');
  const slip = /** @type {any} */ ({ said: { en: 'Halved.', es: 'La mitad.' } });
  equal(toldWords(toldOfOwn(none, slip), t, 'es'), 'guess.slip.own_wrong 9 La mitad.');
  const found = [{ name: 'sign', slots: {}, words: { en: 'Turned.', es: 'Al revés.' } }];
  equal(toldOfOwn(found, slip), found);
});
