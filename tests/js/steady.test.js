import { steady } from '../../static/js/views/steady.js';
import { equal, near, test } from './harness.js';

const cell = { width: 40, height: 24, size: 12, small: 11 };
const needs = (need) => new Map([['l1.y', need]]);
const wide = () => false;

test('cells keep their width whether numbers grow longer or shorter', () => {
  equal(steady(needs(3), needs(2), cell, wide).get('l1.y'), { need: 3, shrink: 1 });
  equal(steady(needs(2), needs(3.1), cell, wide).get('l1.y'), { need: 2, shrink: 1 });
  const { need, shrink } = steady(needs(3.3), needs(4), cell, wide).get('l1.y');
  equal(need, 3.3);
  near(12 * shrink * 4, 12 * 3.3, 1e-9);
});

test('what would be written too small to be read has the board measured anew', () => {
  equal(steady(needs(3), needs(4.4), cell, wide), null);
});
