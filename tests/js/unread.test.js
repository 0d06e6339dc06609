// @ts-check
import { besideUnread, isUnread } from '../../static/js/lib/unread.js';
import { equal, test } from './harness.js';

const flaw = (/** @type {string} */ code, /** @type {string} */ pointer) =>
  /** @type {any} */ ({ code, pointer });
const dead = flaw('dead_end', '/network/layers/1');
const loss = flaw('shape_mismatch', '/network/loss');
const own = flaw('shape_mismatch', '/network/layers/3/heads');
/** @param {Record<string, any[] | null>} tries */
const chosen = (tries) =>
  besideUnread(
    Object.entries(tries).map(([name, errors]) => ({ name, errors })),
    3,
  );

test('that a layer is read by nobody is no fault of what is offered', () => {
  equal([isUnread(dead), isUnread(loss)], [true, false]);
  equal(chosen({ first: [dead], second: [dead] }), { name: 'first', errors: null });
});

test('what reads it is offered before what leaves it unread, though the error does not fit yet', () => {
  equal(chosen({ apart: [loss], alike: [dead] }), { name: 'apart', errors: [loss] });
  equal(chosen({ alike: [dead], apart: null }), { name: 'apart', errors: null });
});

test('what does not fit in its own place is offered last, with its reason', () => {
  equal(chosen({ heads: [own], alike: [dead] }), { name: 'alike', errors: null });
  equal(chosen({ heads: [own], worse: [own, dead] }), { name: 'heads', errors: [own] });
});
