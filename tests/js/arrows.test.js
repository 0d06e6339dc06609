// @ts-check
import { ledTo } from '../../static/js/lib/arrows.js';
import { equal, test } from './harness.js';

test('arrows go round a list, Home and End to its ends, and other keys nowhere', () => {
  const from = (/** @type {number} */ here) =>
    ['ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map((key) => ledTo(key, here, 3));
  equal(from(0), [1, 2, 0, 2, undefined]);
  equal(from(2), [0, 1, 0, 2, undefined]);
});

test('from before the first, down leads to the first and up to one before the last', () => {
  equal([ledTo('ArrowDown', -1, 3), ledTo('ArrowUp', -1, 3)], [0, 1]);
});

test('in an empty list no key leads anywhere', () => {
  equal([ledTo('ArrowDown', -1, 0), ledTo('End', -1, 0)], [undefined, undefined]);
});
