// @ts-check
import { amiss, isThere, nowhere } from '../../static/js/lib/astray.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

const ID = `${'a1'.repeat(10)}.3`;
const cell = (/** @type {string} */ address, /** @type {number[]} */ at) => ({ address, at });
/** @param {any} wanted */
const found = (wanted) =>
  amiss({ step: 3, cell: null, pins: [], sample: null, unread: [], ...wanted }, trace);

test('a network that nobody knows is gone, or its name is damaged', () => {
  /** @param {string | null} checkpoint @param {string | null} preset */
  const said = (checkpoint, preset = null) =>
    nowhere(/** @type {any} */ ({ checkpoint, preset }), ['course']);
  equal(said(ID), { key: 'astray.gone', slots: { name: ID } });
  for (const name of [`${ID}x`, `x${ID}`, ID.slice(1), ID.toUpperCase(), 'a', `${ID}1234567890`])
    equal(said(name).key, 'astray.damaged');
  equal(said(null), { key: 'astray.damaged', slots: { name: '' } });
  equal(said(ID, 'course').key, 'astray.gone');
  equal(said(ID, 'other'), { key: 'astray.preset', slots: { name: 'other' } });
});

test('a name does not fill the page', () => {
  const name = (/** @type {number} */ length) =>
    nowhere(/** @type {any} */ ({ checkpoint: 'y'.repeat(length), preset: null }), []).slots.name;
  equal([name(40), name(41)], ['y'.repeat(40), `${'y'.repeat(39)}…`]);
});

test('what a link asks for and finds is nothing to speak of', () => {
  equal(found({}), []);
  equal([found({ step: -1 }), found({ step: 11 }), found({ sample: 1 })], [[], [], []]);
  equal(found({ cell: cell('l1.W', [1, 2]), pins: [cell('loss.E', [])] }), []);
});

test('a step, a row, a number and a tensor that are not there are named', () => {
  equal(found({ step: 12 }), [{ key: 'astray.step', slots: { step: 12, last: 11 } }]);
  equal(found({ step: -2 }), [{ key: 'astray.step', slots: { step: -2, last: 11 } }]);
  equal(found({ sample: 2 }), [{ key: 'astray.row', slots: { sample: 2, rows: 2 } }]);
  equal(found({ cell: cell('l1.W', [2, 0]), pins: [cell('loss.E', [0]), cell('l9.W', [])] }), [
    { key: 'astray.cell', slots: { name: 'l1.W,2,0', of: 'l1.W', shape: '2×3' } },
    { key: 'astray.cell', slots: { name: 'loss.E,0', of: 'loss.E', shape: '1' } },
    { key: 'astray.tensor', slots: { name: 'l9.W' } },
  ]);
  equal(found({ unread: ['a=b'] }), [{ key: 'astray.unread', slots: { text: 'a=b' } }]);
});

test('a cell is there where every index is within its axis', () => {
  const there = (/** @type {number[]} */ ...at) => isThere(cell('l1.W', at), trace.tensors);
  equal([there(1, 2), there(2, 0), there(0, 3), there(0)], [true, false, false, false]);
  equal(isThere(cell('l9.W', []), trace.tensors), false);
});
