import {
  compact,
  decimals,
  exact,
  fixed,
  grouped,
  namesAll,
  near,
  scientific,
} from '../../static/js/lib/format.js';
import { equal, test } from './harness.js';

test('a minus is U+2212, and a rounded zero has none', () => {
  equal(fixed(-0.666, 2), '−0.67');
  equal(fixed(-0.001, 2), '0.00');
  equal(fixed(0, 3), '0.000');
});

test('what is not finite is written as it is', () => {
  equal(
    [NaN, Infinity, -Infinity].map((value) => fixed(value)),
    ['NaN', '∞', '−∞'],
  );
  equal(scientific(NaN), 'NaN');
});

test('huge numbers get a power of ten instead of a row of digits', () => {
  equal(fixed(-1e25, 2), '−1.0·10²⁵');
});

test('a number that is not 0 never reads as 0', () => {
  equal(near(1e-5, 3), '1.0·10⁻⁵');
  equal(near(6.8e-7, 6), '6.8·10⁻⁷');
  equal(near(0, 3), '0.000');
  equal(near(0.25, 3), '0.250');
});

test('a large number is no row of digits, and names its size', () => {
  equal(
    [near(1e6, 4), near(-149999.84, 3), near(99999.5, 1)],
    ['1.000·10⁶', '−1.500·10⁵', '99999.5'],
  );
  equal(
    [namesAll(0.25, 2), namesAll(0.255, 2), namesAll(-1e6, 3), namesAll(12, 0)],
    [true, false, false, true],
  );
});

test('the decimals show three digits of the largest number', () => {
  equal(decimals([0.5, 0.001]), 3);
  equal(decimals([0.05, -0.01]), 4);
  equal(decimals([0.0012]), 5);
  equal(decimals([0, NaN]), 3);
});

test('a compact number has about three digits', () => {
  equal([123.4, 1.26, 0.256, 0.0123, 0, -2.55].map(compact), [
    '123',
    '1.3',
    '0.26',
    '0.012',
    '0.00',
    '−2.6',
  ]);
  equal(compact(1.5e-7), '1.5·10⁻⁷');
});

test('exact is what a program reads back', () => equal(Number(exact(0.1 + 0.2)), 0.1 + 0.2));

test('a long count is written in groups of three digits', () => {
  equal(grouped(900000000), '900\u202f000\u202f000');
  equal(grouped(12345), '12\u202f345');
  equal(grouped(999), '999');
  equal(grouped(0), '0');
});

test('one digit of its own is enough to be written out', () => {
  equal([near(0.0123, 2), near(0.0023, 2)], ['0.01', '2.3·10⁻³']);
  equal([scientific(0), scientific(0, 3)], ['0.0', '0.000']);
});

test('three decimals from a tenth on, more below', () =>
  equal([[1.05], [0.5], [0.1], [0.05], [0], []].map(decimals), [3, 3, 3, 4, 3, 3]));

test('from a thousand million on a number is a power of ten', () =>
  equal([fixed(1e9), fixed(999999999, 0)], ['1.0·10⁹', '999999999']));

test('two decimals are written where nobody asks for more', () => equal(fixed(1.23456), '1.23'));
