import { readNumber, readTyped, writeNumber } from '../../static/js/lib/number.js';
import { equal, test } from './harness.js';

test('a number is read as people type it', () => {
  const typed = {
    3: 3,
    '0,5': 0.5,
    '.5': 0.5,
    ',5': 0.5,
    '5.': 5,
    '1/2': 0.5,
    '-3e-2': -0.03,
    '−0,25': -0.25,
    ' 1 / 4 ': 0.25,
    '- 2': -2,
    '+7': 7,
    '-1/-4': 0.25,
    '2,5/5': 0.5,
    '1E3': 1000,
    '1e-3': 0.001,
    '1 e': null,
    '007': 7,
    '–2': -2,
  };
  for (const [text, value] of Object.entries(typed)) equal([text, readNumber(text)], [text, value]);
});

test('what is no number, or none that can be held, is not guessed', () => {
  for (const text of [
    '',
    ' ',
    '.',
    '-',
    'x',
    '1,2,3',
    '1.000,5',
    '1/0',
    '0/0',
    '1//2',
    '1/2/3',
    '1 2',
    '1e999',
    'NaN',
    'Infinity',
    '0x10',
    '1e',
    '--1',
    '½',
  ]) {
    equal([text, readNumber(text)], [text, null]);
  }
});

test('sums, products and parentheses are computed', () => {
  const typed = {
    '2*1+1*(-0.5)': 1.5,
    '2*1 + 1*−0,5': 1.5,
    '1·2·3': 6,
    '3 × (1 − 4)': -9,
    '1/(2*4)': 0.125,
    '2+3*4': 14,
    '(1+2)/3': 1,
    '10 - 2 - 3': 5,
    '-(2)': -2,
    '1e3/1e-3': 1e6,
  };
  for (const [text, value] of Object.entries(typed)) equal([text, readNumber(text)], [text, value]);
  for (const text of ['2*', '(1', '1)', '()', '2(3)', '*2', '1+', '('.repeat(5000), '2**3'])
    equal([text, readTyped(text)], [text, { wrong: 'words' }]);
});

test('why a number cannot be taken is known, and NaN and infinity are numbers where spelled out', () => {
  const typed = {
    '1e999': { wrong: 'large' },
    '-1e400': { wrong: 'large' },
    '1e308*10': { wrong: 'large' },
    '1/1e999': { wrong: 'large' },
    '1/0': { wrong: 'by_zero' },
    '0/0': { wrong: 'by_zero' },
    '2/(1-1)': { wrong: 'by_zero' },
    x: { wrong: 'words' },
    '': { wrong: 'words' },
    NaN: { value: NaN },
    nan: { value: NaN },
    '∞': { value: Infinity },
    '−∞': { value: -Infinity },
    '-inf': { value: -Infinity },
    '+Infinity': { value: Infinity },
    infinito: { value: Infinity },
    1.5: { value: 1.5 },
  };
  for (const [text, said] of Object.entries(typed)) equal([text, readTyped(text)], [text, said]);
});

test('what stands in a field is read back as exactly the same number', () => {
  for (const value of [
    0,
    1,
    -1,
    0.1,
    -0.3,
    1 / 3,
    -2.5e-7,
    1.2345678901234568e21,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
  ]) {
    equal(readNumber(writeNumber(value)), value);
  }
  equal(writeNumber(-2.5e-7), '−2.5e−7');
  for (const value of [NaN, Infinity, -Infinity]) equal(readTyped(writeNumber(value)).value, value);
  equal(writeNumber(-Infinity), '−∞');
});

test('forty parentheses may stand in one another', () => {
  const within = (/** @type {number} */ depth) =>
    readTyped(`${'('.repeat(depth)}1${')'.repeat(depth)}`);
  equal([within(40), within(41)], [{ value: 1 }, { wrong: 'words' }]);
});
