import { powered, rounded, shortest } from '../../static/js/lib/decimal.js';
import {
  decimalsOf,
  TINY,
  writingOf,
  written,
  briefWriting,
  shortWriting,
} from '../../static/js/lib/digits.js';
import { equal, test } from './harness.js';

const upTo = (letters) => (text) => text.length <= letters;
const cells = (data, letters = 8) => {
  const writing = writingOf(data, upTo(letters));
  return data.map((value) => written(value, writing));
};

/** Numbers of every size, the same in every run. */
function* anyNumbers(count) {
  let seed = 20261125;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let k = 0; k < count; k += 1) {
    const size = random() < 0.5 ? 10 ** (random() * 12 - 6) : 10 ** (random() * 600 - 300);
    const value = (random() < 0.5 ? -1 : 1) * size;
    yield random() < 0.3 ? Number(value.toPrecision(1 + Math.floor(random() * 5))) : value;
  }
}

/** The number that a reader reads. */
const read = (text) => Number(text.replaceAll('−', '-').replace('∞', 'Infinity'));

test('a half is rounded away from zero, on the shortest decimal that names the number', () => {
  const all = [1.125, -0.625, -1.075, 0.425, 1.005, 2.675, 0.045, 1.345];
  equal(cells(all), ['1.13', '−0.63', '−1.08', '0.43', '1.01', '2.68', '0.05', '1.35']);
  equal(
    [rounded(9.995, 2), rounded(99.5, 0), rounded(0.004, 2), rounded(0.5, 0), rounded(0, 2)],
    ['10.00', '100', '0.00', '1', '0.00'],
  );
  equal(
    [powered(149999.84, 1), powered(9.96, 1), powered(1e300, 2), powered(5e-324, 1)],
    [
      ['1.5', 5],
      ['1.0', 1],
      ['1.00', 300],
      ['5.0', -324],
    ],
  );
  equal(
    [shortest(1200), shortest(-0.0034), shortest(1.5e300), shortest(0)],
    [
      { digits: '12', point: 4 },
      { digits: '34', point: -2 },
      { digits: '15', point: 301 },
      { digits: '', point: 0 },
    ],
  );
});

test('rounding agrees with exact arithmetic, wherever there is no half to round', () => {
  for (const value of anyNumbers(2000)) {
    if (Math.abs(value) >= 1e9) continue;
    for (const places of [0, 2, 5]) {
      const { digits, point } = shortest(value);
      const half = digits.length === point + places + 1 && digits.at(-1) === '5';
      if (!half) equal([value, rounded(value, places)], [value, Math.abs(value).toFixed(places)]);
    }
  }
});

test('all cells of a tensor have the same decimals: two, more where all is small', () => {
  equal(cells([-1.1, 0.77, 0.323]), ['−1.10', '0.77', '0.32']);
  equal(cells([0.024, -0.0171, -0.0068]), ['0.024', '−0.017', '−0.007']);
  equal(
    [
      decimalsOf([1.5, -0.2]),
      decimalsOf([0, 0]),
      decimalsOf([0.0123, 1e-9]),
      decimalsOf([NaN, 0.01]),
    ],
    [2, 2, 3, 3],
  );
  equal(cells([0, -0, 1]), ['0.00', '0.00', '1.00']);
});

test('what is not 0 but less than half of the last place reads ≈0, and half of it does not', () => {
  equal(cells([0.5, 6e-17, -0.004, 0.0049999, 0.005, -0.005, 0]), [
    '0.50',
    TINY,
    TINY,
    TINY,
    '0.01',
    '−0.01',
    '0.00',
  ]);
});

test('where one cell has no room all have a power of ten, and none is lost', () => {
  equal(cells([-149999.84, 9999, 0.001]), ['−1.50e5', '1.00e4', '1.00e−3']);
  equal(cells([-1.5e300, 1, 0, -2e-300]), ['−1.5e300', '1.0e0', '0', '−2.0e−300']);
  equal(cells([NaN, Infinity, -Infinity, 1e12]), ['NaN', '∞', '−∞', '1e12']);
  equal(cells([3e-7, -4.25e-8]), ['3.00e−7', '−4.25e−8']);
});

test('sign and size are never wrong, whatever stands beside them', () => {
  const all = [...anyNumbers(4000)];
  for (let k = 0; k < all.length; k += 4) {
    const data = all.slice(k, k + 4);
    const writing = writingOf(data, upTo(8));
    const texts = data.map((value) => written(value, writing));
    for (const [n, text] of texts.entries()) {
      const value = data[n];
      const last = 10 ** -writing.places;
      if (text === TINY)
        equal([data, text, !writing.power && Math.abs(value) < last / 2], [data, text, true]);
      else {
        const exponent = Number(text.replaceAll('−', '-').split('e')[1] ?? 0);
        const step = last * 10 ** exponent;
        equal(
          [
            value,
            text,
            Math.sign(read(text)) === Math.sign(value),
            Math.abs(read(text) - value) <= step * 0.5001,
          ],
          [value, text, true, true],
        );
      }
    }
    const shape = texts
      .filter((text) => text !== TINY)
      .map((text) =>
        /^−?\d+(?:\.(\d+))?(e)?/
          .exec(text)
          .slice(1)
          .map((part) => part?.length ?? 0)
          .join(),
      );
    equal([data, texts, new Set(shape).size <= 1], [data, texts, true]);
  }
});

test('a count has no decimals', () =>
  equal(
    writingOf([3, 12], () => true, true),
    { places: 0, power: false },
  ));

test('where numbers change fast decimals go before a power of ten comes', () => {
  const fits = (text) => text.length <= 6;
  equal(briefWriting([1234.567], fits, false), { places: 1, power: false });
  equal(briefWriting([12345678], fits, false), { places: 2, power: true });
});

test('decimals are two from a tenth on, and those of the first digit below', () =>
  equal([[0], [0.1], [0.0999], [0.01], [NaN, -0.002]].map(decimalsOf), [2, 2, 3, 3, 4]));

test('briefly as many decimals as fit, at most nine; where none fits, a power of ten', () => {
  const room = (/** @type {number} */ wide) => (/** @type {string} */ text) => text.length <= wide;
  equal(briefWriting([1.25, 2.5], room(4)), { places: 2, power: false });
  equal(briefWriting([1.25, 2.5], room(3)), { places: 1, power: false });
  equal(briefWriting([1.25, 2.5], room(1)), { places: 0, power: false });
  equal(briefWriting([12.5, 2], room(2), true), { places: 0, power: false });
  equal(briefWriting([1e-12], room(30)), { places: 9, power: false });
  equal(briefWriting([123456, 2], room(5)).power, true);
  equal(TINY, '≈0');
});

test('more than nine decimals are a power of ten, with as many digits as there are, up to two', () => {
  const fits = () => true;
  equal(writingOf([1e-8], fits), { places: 9, power: false });
  equal(writingOf([1e-9], fits), { places: 0, power: true });
  equal(writingOf([1.25e-12], fits), { places: 2, power: true });
  equal(writingOf([1.5e-12, NaN], fits), { places: 1, power: true });
  const none = () => false;
  equal(
    [writingOf([1.25e-12], none), writingOf([1e-12], none)],
    [
      { places: 1, power: true },
      { places: 0, power: true },
    ],
  );
});

test('a count has no decimals where numbers change fast, however much room there is', () =>
  equal(
    briefWriting([12, 3], () => true, true),
    { places: 0, power: false },
  ));

test('where there is little room numbers have two decimals, or a digit and a power where these say nothing', () => {
  const short = (data, letters = 5, whole = false) => {
    const writing = shortWriting(data, upTo(letters), whole);
    return data.map((value) => written(value, writing));
  };
  equal(short([-0.051, 0.012, 0.002]), ['−0.05', '0.01', TINY]);
  equal(short([-0.0026, 0.0043, 0]), ['−3e−3', '4e−3', '0']);
  equal(short([12.345, -1]), ['12.35', '−1.00']);
  equal(short([-12.345, 1]), ['−12.3', '1.0']);
  equal(short([3, 12], 5, true), ['3', '12']);
  equal(short([1e300, 0]), ['1e300', '0']);
  for (const value of anyNumbers(500)) {
    const [text] = short([value]);
    if (text !== TINY) equal(Math.sign(read(text)), Math.sign(value));
  }
});
