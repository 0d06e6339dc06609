// @ts-check
import {
  asksMark,
  matching,
  problemsOf,
  problemsOfAll,
  readWith,
  roles,
  wrongWith,
} from '../../static/js/lib/data/table.js';
import { equal, test } from './harness.js';

const columns = [
  { name: 'a', role: 'input' },
  { name: 'b', role: 'input' },
  { name: 'c', role: 'target' },
];

test('a column with another role changes what is asked for', () => {
  equal(roles(columns, [1], 'target'), { target: [1, 2], inputs: [0] });
  equal(roles(columns, [0], 'unused'), { target: [2], inputs: [1] });
  equal(roles(columns, [2], 'input'), { target: [], inputs: [0, 1, 2] });
});

test('a chosen target takes the place of one that nobody chose', () => {
  equal(roles(columns, [0], 'target', false), { target: [0], inputs: [1, 2] });
  equal(roles(columns, [0], 'target', true), { target: [0, 2], inputs: [1] });
  equal(roles(columns, [0], 'unused', false), { target: [2], inputs: [1] });
});

test('many columns get a role at once', () => {
  equal(roles(columns, [0, 1], 'unused'), { target: [2], inputs: [] });
});

test('columns are found by a part of their name', () => {
  const found = matching([{ name: 'Pixel1' }, { name: 'label' }, { name: 'pixel2' }], ' PIX ');
  equal(
    found.map(({ place }) => place),
    [0, 2],
  );
});

test('a number with one mark is read in both ways', () => {
  equal(
    ['1.234', '1,234', '-54,908'].map((text) => [readWith(text, '.'), readWith(text, ',')]),
    [
      [1.234, 1234],
      [1234, 1.234],
      [-54908, -54.908],
    ],
  );
});

const flaw = (/** @type {object} */ more) => ({
  code: 'wrong_type',
  pointer: '',
  detail: '',
  found: null,
  ...more,
});

test('what is wrong with a table is said with its line and column', () => {
  equal(wrongWith(flaw({ pointer: '/line/7', found: { text: 'x', column: 'b' } })), [
    'samples.wrong.number',
    { line: 7, column: 'b', found: 'x', most: '', cells: '' },
  ]);
  /** @type {[object, string][]} */
  const told = [
    [{ code: 'missing_field' }, 'nothing'],
    [{ code: 'missing_field', pointer: '/line/1' }, 'rows'],
    [{ code: 'missing_field', allowed: { of: 'roles' } }, 'roles'],
    [{ code: 'missing_field', allowed: { of: 'gaps' } }, 'gaps'],
    [{ code: 'ragged', pointer: '/line/2', found: 3, allowed: { cells: 2, line: 1 } }, 'ragged'],
    [{ code: 'ragged', pointer: '/line/1', found: 'x' }, 'narrow'],
    [
      { code: 'out_of_range', pointer: '/line/1', found: 'e', allowed: { of: 'separator' } },
      'separator',
    ],
    [
      { code: 'too_large', pointer: '/line/9', found: 9, allowed: { max: 8, of: 'rows' } },
      'large.rows',
    ],
    [{ code: 'too_large' }, 'body'],
    [{ code: 'out_of_range', pointer: '/line/4', found: { text: '1e999', column: 'a' } }, 'beyond'],
    [{ code: 'out_of_range', found: { text: 60, column: 'a' }, allowed: { max: 50 } }, 'many'],
    [{ code: 'out_of_range', found: { text: 'a', column: 'a' } }, 'both'],
    [{ pointer: '/line/3' }, 'quote'],
    [
      { pointer: '/line/3', found: { text: '1.234', column: 'a' }, allowed: { of: 'marks' } },
      'marks',
    ],
    [{ found: 'xlsx', allowed: { of: 'file' } }, 'file.xlsx'],
    [{ code: 'shape_mismatch', found: 3, allowed: { of: 'images' } }, 'images'],
    [{ code: 'unknown_field' }, 'other'],
  ];
  equal(
    told.map(([more]) => wrongWith(flaw(more))[0]),
    told.map(([, name]) => `samples.wrong.${name}`),
  );
});

test('problems stand beside their column, and those of none stand apart', () => {
  const errors = [
    flaw({ found: { column: 'a' } }),
    flaw({ found: 3 }),
    flaw({ found: { column: 'a' }, allowed: { of: 'marks' } }),
  ];
  equal(
    [
      problemsOf(errors, 'a').length,
      problemsOf(errors, 'b').length,
      problemsOfAll(errors, columns).length,
    ],
    [2, 0, 1],
  );
  equal([asksMark(errors) === errors[2], asksMark(errors.slice(0, 2))], [true, null]);
});

test('what is wrong with nothing that was found has an empty slot', () => {
  const [key, slots] = wrongWith({
    code: 'ragged',
    detail: '',
    pointer: '/table/3',
    found: null,
    allowed: { cells: 2 },
  });
  equal([key, slots.found, slots.line, slots.column], ['samples.wrong.ragged', '', 3, '']);
});
