import { axes, meaning } from '../../static/js/lib/letters.js';
import { equal, test } from './harness.js';
import { trace } from './trace.js';

const words = { en: 'sample', es: 'ejemplo' };

test('an index says how far it goes, counted from 0', () => {
  equal(meaning({ symbol: 'n', meaning: words, size: 4 }, 'es'), 'ejemplo 0…3');
  equal(meaning({ symbol: 'n', meaning: words, size: 1 }, 'en'), 'sample 0');
});

test('a setting says its value with all the digits that it has', () => {
  const said = [0.0123456789, 1e-8, -2, 1.5e-10, 1234567.891, 64].map((value) =>
    meaning({ symbol: 'α', meaning: words, value }, 'en'),
  );
  equal(said, [
    'sample = 0.0123456789',
    'sample = 10⁻⁸',
    'sample = −2',
    'sample = 1.5·10⁻¹⁰',
    'sample = 1234567.891',
    'sample = 64',
  ]);
});

test('a sign is only explained', () =>
  equal(meaning({ symbol: '′', meaning: words }, 'en'), 'sample'));

test('a tensor has the letters of the first step that uses it', () => {
  const steps = [
    { letters: { 'l1.y': ['n', 'j'] } },
    { letters: { 'l1.y': ['n', 'k'], 'l2.y': ['n', 'j'] } },
  ];
  equal(
    [
      axes({ ...trace, steps }, 'l1.y'),
      axes({ ...trace, steps }, 'l2.y'),
      axes({ ...trace, steps }, 'l9.y'),
    ],
    [['n', 'j'], ['n', 'j'], undefined],
  );
});

test('a power of ten below 0 keeps its sign', () =>
  equal(meaning({ symbol: 'c', meaning: words, value: -1e-7 }, 'en'), 'sample = −10⁻⁷'));
