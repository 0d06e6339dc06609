// @ts-check
import { readings } from '../../static/js/lib/readings.js';
import { equal, test } from './harness.js';

/** @param {Record<string, string>[]} reads   of each layer, by name */
const entries = (...reads) =>
  /** @type {any} */ (reads.map((one, k) => ({ key: `row${k}`, reads: one })));

test('a kind of one input reads what comes before; in the place of a layer, what that read', () => {
  equal(readings(['x'], entries({}, {}), 2, false), [{}]);
  equal(readings(['x'], entries({}, { x: 'data' }), 1, true), [{ x: 'data' }]);
});

test('a second input tries the layers before the one before, the last first, the data, and that one', () => {
  equal(readings(['x', 'other'], entries({}, {}), 2, false), [
    { other: 'row0' },
    { other: 'data' },
    { other: 'row1' },
  ]);
});

test('where several are read besides, each has a layer of its own before all read one', () => {
  const found = readings(['q', 'k', 'v'], entries({}, {}, {}), 3, false);
  equal(found.slice(0, 3), [
    { k: 'row1', v: 'row0' },
    { k: 'row1', v: 'row1' },
    { k: 'row0', v: 'row0' },
  ]);
  const few = readings(['q', 'k', 'v'], entries({}), 1, false);
  equal(few, [
    { k: 'data', v: 'data' },
    { k: 'row0', v: 'row0' },
  ]);
});

test('of many layers the nearest few are tried, and the names that stay keep what they read', () => {
  const many = entries(...Array.from({ length: 9 }, () => ({})));
  equal(
    readings(['x', 'other'], many, 9, false).map(({ other }) => other),
    ['row7', 'row6', 'row5', 'row4'],
  );
  const kept = readings(['x', 'other'], entries({}, {}, { other: 'data' }), 2, true);
  equal(new Set(kept.map(({ other }) => other)).size, 1);
  equal(kept[0], { other: 'data' });
});
