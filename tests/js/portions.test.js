/** Portions of something that is far: about a second each, whatever the network. */
import { FIRST, portionAfter, reachedBy, secondsLeft } from '../../static/js/lib/portions.js';
import { equal, test } from './harness.js';

test('a portion that took a second is followed by one as large', () => {
  equal(portionAfter(500, 500, 1000), 500);
});

test('the next one grows tenfold at most, and is never nothing', () => {
  equal(portionAfter(500, 500, 1), 5000);
  equal(portionAfter(4, 4, 60_000), 1);
});

test('where less was done than asked for, what was done counts', () => {
  equal(portionAfter(1000, 100, 1000), 100);
});

test('the rest takes as long as it does at this speed; nothing is known before', () => {
  equal(secondsLeft(900_000_000, FIRST, 100), 180_000);
  equal(secondsLeft(10, 0, 100), null);
});

test('only what ran out of time goes on from somewhere', () => {
  const flaw = {
    pointer: '',
    code: 'out_of_time',
    detail: '',
    found: null,
    allowed: { reached: 'a.5' },
  };
  const problem = { title: '', status: 503, detail: '', code: 'out_of_time', errors: [flaw] };
  equal(reachedBy(problem), 'a.5');
  equal(reachedBy({ ...problem, errors: [{ ...flaw, allowed: { reached: null } }] }), null);
  equal(reachedBy({ ...problem, code: 'busy' }), null);
});

test('a millisecond is the least that is measured', () => {
  equal([portionAfter(1000, 1, 1), portionAfter(1000, 1, 0)], [1000, 1000]);
});

test('what fits into a second is not more than a second', () =>
  equal([portionAfter(1000, 1, 3), secondsLeft(10, 1, 100)], [333, 1]));
