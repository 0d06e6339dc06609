import { alike, el, inOrder, math, parts, saidBy, svg } from '../../static/js/lib/sketch.js';
import { equal, test } from './harness.js';

test('lists may hold lists, and what is no child is left out', () => {
  equal(inOrder(['a', [1, [null, 'b']], false, undefined, 0]), ['a', '1', 'b', '0']);
});

test('an element knows what is inside, its elements and its words', () => {
  const sketch = el('p', null, 'a', el('b', null, 'c', el('i', null, 1)), 'd');
  equal(saidBy(sketch), 'ac1d');
  equal(
    parts(sketch).map(({ tag }) => tag),
    ['b'],
  );
});

test('each is of its own kind of markup', () => {
  equal(
    [el('p').space, svg('path').space, math('mi').space],
    [null, 'http://www.w3.org/2000/svg', 'http://www.w3.org/1998/Math/MathML'],
  );
});

test('alike is what has one name and is called alike, and words are like words', () => {
  const named = (name) => el('p', { class: name });
  equal(alike('a', 'b'), true);
  equal(alike('a', el('p')), false);
  equal(alike(el('p'), 'a'), false);
  equal(alike(undefined, 'a'), false);
  equal(alike(el('p'), el('b')), false);
  equal(alike(el('p'), el('p', { attrs: { title: 'x' } })), true);
  equal(alike(named('num v neg'), named('num g')), true);
  equal(alike(named('num'), named('num g')), true);
  equal(alike(named('number'), named('num')), false);
  equal(alike(el('p'), named('num')), false);
});
