// @ts-check
import { begun, tolerance, veiled } from '../../static/js/lib/guess.js';
import { divisible, isMean, rowsOf } from '../../static/js/lib/parts.js';
import { isPinned, pinnedAt, toggled } from '../../static/js/lib/pins.js';
import { hasSamples, isOfParameter } from '../../static/js/lib/samples.js';
import { read, write } from '../../static/js/platform/url.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

const cell = (/** @type {string} */ address, /** @type {number[]} */ at) => ({ address, at });
const state = (/** @type {any} */ more) =>
  /** @type {any} */ ({ trace, cursor: 4, guess: null, selection: null, ...more });

test('what is to be guessed is what was just written, until it has been seen', () => {
  equal(veiled(state({})), null);
  equal(veiled(state({ guess: begun() })), 'l2.dW');
  equal(veiled(state({ guess: begun(['l2.dW']) })), null);
  equal(veiled(state({ guess: begun(), cursor: -1 })), null);
});

test('a guess may be off in its last digit, and by a fiftieth of a large number', () => {
  equal(
    [Math.round(tolerance(0.3, 2) * 1e6), Math.round(tolerance(100, 2) * 1e6)],
    [10000, 2000000],
  );
});

test('a pin is put up and taken down, and shows the new value after the update', () => {
  const one = toggled([], cell('l1.W', [0, 1]));
  const two = toggled(one, cell('l1.dW', [0, 1]));
  equal(two.length, 2);
  equal(toggled(two, cell('l1.W:next', [0, 1])), [cell('l1.dW', [0, 1])]);
  equal([isPinned(two, cell('l1.W:next', [0, 1])), isPinned(two, null)], [true, false]);
  equal(pinnedAt(trace, two[0], 4), { cell: cell('l1.W', [0, 1]), known: true });
  equal(pinnedAt(trace, two[0], 9), { cell: cell('l1.W:next', [0, 1]), known: true });
  equal(pinnedAt(trace, two[1], 4), { cell: cell('l1.dW', [0, 1]), known: false });
  equal(
    [
      pinnedAt(trace, cell('l9.W', [0, 0]), 4),
      pinnedAt(trace, cell('l1.W', [2, 0]), 4),
      pinnedAt(trace, cell('l1.W', [0]), 4),
    ],
    [null, null, null],
  );
});

test('pins are part of the link', () => {
  const pins = [cell('l1.W', [0, 1]), cell('loss.E', [])];
  const query = write(
    /** @type {any} */ ({
      preset: null,
      checkpoint: null,
      cursor: 2,
      selection: null,
      lang: 'en',
      lesson: null,
      pins,
    }),
  );
  equal(query, '?step=2&pin=l1.W,0,1&pin=loss.E&lang=en');
  equal(read(query).pins, pins);
  equal(read('?pin=l1.W,x').pins, []);
});

test('rows belong to samples, but not those of a parameter or of its gradient', () => {
  equal(
    ['data.x', 'l1.y', 'l2.dy', 'data.target', 'data.dx'].map((address) =>
      hasSamples(trace, address),
    ),
    [true, true, true, true, true],
  );
  equal(
    ['l1.W', 'l1.dW', 'l1.W:next', 'loss.E', 'l1.db'].map((address) => hasSamples(trace, address)),
    [false, false, false, false, false],
  );
  equal(
    ['l1.dW', 'l1.db', 'l1.dy', 'l1.W'].map((address) => isOfParameter(trace, address)),
    [true, true, false, false],
  );
});

test("a parameter's gradient is told sample by sample, once it is known and not to be guessed", () => {
  const selection = cell('l2.dW', [0, 0]);
  equal(divisible(state({ selection })), selection);
  equal(divisible(state({ selection, cursor: 3 })), null);
  equal(divisible(state({ selection, guess: begun() })), null);
  equal(divisible(state({ selection: cell('l2.dy', [0, 0]) })), null);
});

test('of many samples the first have a row, and the one that is followed', () => {
  equal(rowsOf(3, 1), [0, 1, 2]);
  equal(rowsOf(64, null), [0, 1, 2, 3, 4, 5, 6, 7]);
  equal(rowsOf(64, 40), [0, 1, 2, 3, 4, 5, 6, 40]);
  equal(rowsOf(64, 99), [0, 1, 2, 3, 4, 5, 6, 7]);
});

test('an error is a mean unless it says that it is a sum', () => {
  const loss = (/** @type {any} */ settings) =>
    /** @type {any} */ ({ nodes: [{ role: 'loss', settings }] });
  equal(
    [isMean(loss({})), isMean(loss({ reduction: 'mean' })), isMean(loss({ reduction: 'sum' }))],
    [true, true, false],
  );
});
