// @ts-check
/** How the parts of a gradient stand above their sum, and tiles beside a block: in which form. */
import { forms } from '../../static/js/lib/fit.js';
import { pitchWithin } from '../../static/js/lib/pitch.js';
import { equal, test } from './harness.js';

/** @typedef {import('../../static/js/lib/board.js').Block} Block */

/** @param {number[]} shape */
const tensor = (shape) => ({
  shape,
  role: 'gradient',
  data: Array(shape.reduce((all, side) => all * side, 1)).fill(1),
});

/** A wire whose gradient has so many parts of a shape, in a small network or in a large one. */
function parted(/** @type {number} */ count, /** @type {number[]} */ shape, large = false) {
  const parts = Array.from({ length: count }, (_, k) => `l1.dy@l${k + 2}.x`);
  const tensors = Object.fromEntries([
    ...['l1.y', 'l1.dy', ...parts].map((address) => [address, tensor(shape)]),
    ['l2.W', tensor(large ? [64, 64] : [2, 2])],
  ]);
  const wire = { value: 'l1.y', gradient: 'l1.dy', before: 1, parts };
  const trace = /** @type {any} */ ({ tensors, steps: [], nodes: [] });
  return (/** @type {any} */ room) => {
    const { as, pitch } =
      forms({ wires: [wire], blocks: [{ ...block, above: ['l2.W'] }] }, trace, {
        lanes: 400,
        blocks: 400,
        ...room,
      }).get(parts[0]) ?? none;
    return { as, pitch };
  };
}

/** @type {Block} */
const block = {
  node: 'l2',
  nodes: ['l2'],
  name: null,
  above: [],
  below: [],
  parts: new Map(),
  aside: [],
  beneath: [],
  stepper: [],
  shelf: [],
};
const none = { as: null, pitch: null };
const map = (/** @type {number[]} */ shape, /** @type {number} */ width, height = 46) =>
  pitchWithin(tensor(shape), { width, height }, 0.9);

test('parts are read where all of them together take two fifths of the board, and no more', () => {
  const as = (/** @type {number} */ width) => parted(2, [4, 3])({ width, read: true }).as;
  const enough = (2 * 3 * 31) / 0.4;
  equal([as(enough), as(enough - 1)], ['numbers', 'map']);
});

test('parts are pictures where the board is not scrolled, and in a large network', () => {
  equal(parted(2, [4, 3])({ width: 1400 }).as, 'map');
  equal(parted(2, [4, 3], true)({ width: 1400, read: true }).as, 'map');
});

test('a picture of a part is smaller in a window, and wider where all is seen at once', () => {
  const shape = [8, 12];
  const of = parted(2, shape);
  equal(of({ width: 1400 }).pitch, map(shape, 66));
  equal(of({ width: 390, window: true }).pitch, map(shape, 44, 34));
  equal(of({ width: 1400, seen: 0.6 }).pitch, map(shape, 66 * 0.6));
});

test('a part that is one number shows it, one of two is a picture like the others', () => {
  const of = (/** @type {number[]} */ shape) => parted(2, shape)({ width: 1400 }).as;
  equal([of([]), of([1]), of([2])], ['numbers', 'numbers', 'map']);
  equal(parted(2, [])({ width: 1400 }).pitch, { width: 0, height: 0, gap: 2, apart: 8 });
});

test('where all is seen at once few numbers are read, and a block is none of many', () => {
  const shown = (/** @type {number[]} */ shape) => {
    const tensors = { 'l1.y': tensor([2, 2]), 'l2.W': tensor(shape), 'l2.z': tensor([2]) };
    const found = forms(
      {
        wires: [{ value: 'l1.y', gradient: 'l1.dy', before: 1, parts: [] }],
        blocks: [{ ...block, above: ['l2.W'], aside: ['l2.z'] }],
      },
      /** @type {any} */ ({ tensors, steps: [], nodes: [] }),
      { width: 1400, lanes: 900, blocks: 900, seen: 1 },
    );
    return ['l1.y', 'l2.W'].map((address) => found.get(address)?.as);
  };
  equal(
    [shown([2, 2]), shown([3])],
    [
      ['map', 'map'],
      ['map', 'numbers'],
    ],
  );
});

/**
 * How high a block must be for its weights' numbers, with such tiles beside it: what it needs
 * without them goes off.
 */
function rowsOf(/** @type {number[][]} */ ...shapes) {
  const aside = shapes.map((_, k) => `l1.a${k}`);
  const tensors = Object.fromEntries([
    ...shapes.map((shape, k) => [aside[k], tensor(shape)]),
    ['l1.W', tensor([20, 5])],
    ['l2.W', tensor([64, 64])],
  ]);
  const lowest = (/** @type {string[]} */ tiles) =>
    Array.from({ length: 900 }, (_, height) => height).find(
      (blocks) =>
        forms(
          {
            wires: [],
            blocks: [
              { ...block, node: 'l1', above: ['l1.W'], aside: tiles },
              { ...block, above: ['l2.W'] },
            ],
          },
          /** @type {any} */ ({ tensors, steps: [], nodes: [] }),
          { width: 1400, lanes: 900, blocks },
        ).get('l1.W')?.as === 'numbers',
    ) ?? NaN;
  return lowest(aside) - lowest([]);
}

test('tiles beside a block stand in rows of 176 pixels, each as high as its highest', () => {
  // each is 46 wide with 16 around it, and 26 high with 22: two in a row
  const tile = [13, 23];
  equal(
    [1, 2, 3, 5].map((count) => rowsOf(...Array(count).fill(tile))),
    [48, 48, 96, 144],
  );
});

test('a table of many cells has its histogram where the lane is more than 110 pixels high', () => {
  const summary = (/** @type {number} */ lane) => {
    const tensors = { 'l1.y': tensor([20, 12]), 'l2.W': tensor([64, 64]) };
    const found = forms(
      {
        wires: [{ value: 'l1.y', gradient: 'l1.dy', before: 1, parts: [] }],
        blocks: [{ ...block, above: ['l2.W'] }],
      },
      /** @type {any} */ ({ tensors, steps: [], nodes: [] }),
      { width: 1400, lanes: 2 * lane, blocks: 400 },
    );
    return found.get('l1.y')?.summary;
  };
  equal([110, 110.5, 111].map(summary), [false, true, true]);
});
