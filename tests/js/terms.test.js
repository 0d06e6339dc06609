import { bare, cases, decided, line } from '../../static/js/lib/expr.js';
import { seenFrom } from '../../static/js/lib/names.js';
import { table as tableOf } from '../../static/js/lib/terms.js';
import { equal, near, test } from './harness.js';
import { trace } from './trace.js';

const name = (address) => seenFrom(address, 'l1', trace);
const AXES = {
  'data.x': ['n', 'k'],
  'l1.W': ['k', 'j'],
  'l1.b': ['j'],
  'l1.dy': ['n', 'j'],
  'l2.y': ['n', 'j'],
  'data.target': ['n', 'j'],
};
const table = (expr) => tableOf(expr, name, AXES);
const cell = (address, at, value) => ({ op: 'cell', address, at, value });
const num = (value, name) => ({ op: 'const', value, ...(name ? { name } : {}) });
const of = (op, value, ...args) => ({ op, value, args });

const gradient = of(
  'sum',
  7,
  of('*', 2, cell('data.x', [0, 1], 1), cell('l1.dy', [0, 2], 2)),
  of('*', 5, cell('data.x', [1, 1], -1), cell('l1.dy', [1, 2], -5)),
);

test('a sum of products is a table whose rows run over the samples', () => {
  const { over, heads, rows, rest, around } = table(gradient);
  equal([over, heads, rest, around], ['n', ['x₁[n,1]', '∂E/∂y₁[n,2]'], null, null]);
  equal(
    rows.map((row) => [row.label, row.factors.map((factor) => factor.expr.value), row.product]),
    [
      ['0', [1, 2], 2],
      ['1', [-1, -5], 5],
    ],
  );
});

test('the letters are those of the formula: an image has its channels, rows and columns', () => {
  const axes = { 'l1.y': ['n', 'c', 'h', 'w'], 'l1.W': ['f', 'c', 'i', 'j'] };
  const sum = (...terms) => tableOf(of('sum', 2, ...terms), name, axes);
  const squares = (a, b) =>
    sum(
      of('*', 1, cell('l1.y', a, 1), cell('l1.W', [0, 0, 0, 0], 1)),
      of('*', 1, cell('l1.y', b, 1), cell('l1.W', [0, 0, 0, 0], 1)),
    );
  equal(squares([0, 1, 2, 0], [0, 1, 2, 1]).over, 'w');
  equal(squares([0, 0, 2, 0], [1, 0, 3, 0]).heads[0], 'y₁[n,0,h,0]');
  equal(
    sum(
      of('*', 1, cell('l1.y', [0, 0, 0, 0], 1), cell('l1.W', [1, 0, 0, 0], 1)),
      of('*', 1, cell('l1.y', [0, 1, 0, 0], 1), cell('l1.W', [1, 1, 0, 0], 1)),
    ).over,
    'c',
  );
});

test('a term with fewer factors has the name of its tensor', () => {
  const output = of(
    '+',
    9,
    of(
      'sum',
      7,
      of('*', 3, cell('data.x', [0, 0], 1), cell('l1.W', [0, 2], 3)),
      of('*', 4, cell('data.x', [0, 1], 2), cell('l1.W', [1, 2], 2)),
    ),
    cell('l1.b', [2], 2),
  );
  const { over, heads, rows } = table(output);
  equal([over, heads], ['k', ['x₁[0,k]', 'W₁[k,2]']]);
  equal(
    rows.map((row) => row.label),
    ['0', '1', 'b₁'],
  );
});

test('what is subtracted counts as negative', () => {
  const update = of(
    '-',
    0.45,
    cell('l1.W', [0, 0], 0.5),
    of('*', 0.05, num(0.1, 'lr'), cell('l1.dW', [0, 0], 0.5)),
  );
  const { heads, rows } = table(update);
  equal(heads, ['α', '∂E/∂W₁[0,0]']);
  equal(
    rows.map((row) => [row.label, row.negative, row.product]),
    [
      ['W₁', false, 0.5],
      ['', true, -0.05],
    ],
  );
});

test('squares are two equal factors, and what divides the whole sum stands apart', () => {
  const term = (n, value) =>
    of(
      'pow',
      value * value,
      of('-', value, cell('l2.y', [n, 0], value), cell('data.target', [n, 0], 0)),
      num(2),
    );
  const { heads, rows, around } = table(of('/', 2.5, of('sum', 5, term(0, 1), term(1, 2)), num(2)));
  equal(heads, ['y₂[n,0] − t[n,0]', 'y₂[n,0] − t[n,0]']);
  equal(
    rows.map((row) => row.product),
    [1, 4],
  );
  equal([around.sign, around.by.value, around.sum], ['÷', 2, 5]);
});

test('the products and the rest add up to the number', () => {
  const long = of('sum', 20, ...gradient.args, { op: 'rest', count: 60, value: 13 });
  const { rows, rest } = table(long);
  equal(rest, { count: 60, value: 13 });
  near(
    rows.reduce((sum, row) => sum + row.product, rest.value),
    long.value,
  );
});

test('a few terms that are made differently are no table, since no column has one name', () => {
  const m = cell('l1.W:m', [0, 0], 2);
  const g = cell('l1.dW', [0, 0], 3);
  const beta = num(0.9, 'beta1');
  equal(
    table(of('+', 2.1, of('*', 1.8, beta, m), of('*', 0.3, of('-', 0.1, num(1), beta), g))),
    null,
  );
  equal(
    table(
      of(
        '+',
        2.7,
        of('*', 1.8, beta, m),
        of('*', 0.9, of('-', 0.1, num(1), beta), of('pow', 9, g, num(2))),
      ),
    ),
    null,
  );
  equal(table(of('-', -1, m, g)), null);
});

test('what is no sum of products is no table', () => {
  const x = cell('l1.y', [0, 0], 1);
  equal(
    [of('tanh', 0.76, x), of('if>0', 1, x, x, num(0)), of('max', 1, x, num(0)), x].map((expr) =>
      table(expr),
    ),
    [null, null, null, null],
  );
  equal(table(of('*', 0.4, x, of('-', 0.4, num(1), of('pow', 0.6, x, num(2))))), null);
});

test('an expression reads in one line, with parentheses where they are needed', () => {
  const a = cell('l1.y', [0, 0], 2);
  const b = cell('data.target', [0, 0], 1);
  equal(line(of('pow', 1, of('-', 1, a, b), num(2)), name), '(y₁[0,0] − t[0,0])²');
  equal(line(of('-', 1, num(1), of('-', 0, a, b)), name), '1 − (y₁[0,0] − t[0,0])');
  equal(line(of('exp', 1, of('neg', -2, a)), name), 'exp(−y₁[0,0])');
  equal(line(of('/', 1, a, of('*', 2, a, b)), name), 'y₁[0,0] / (y₁[0,0] · t[0,0])');
});

test('a layer calls what it reads x, whoever wrote it', () => {
  equal(
    table(
      of(
        'sum',
        2,
        of('*', 1, cell('data.x', [0, 0], 1), cell('l1.dy', [0, 0], 1)),
        of('*', 1, cell('data.x', [1, 0], 1), cell('l1.dy', [1, 0], 1)),
      ),
    ).heads,
    ['x₁[n,0]', '∂E/∂y₁[n,0]'],
  );
  equal(
    line(cell('l1.y', [0, 0], 1), (address) => seenFrom(address, 'l2', trace)),
    'x₂[0,0]',
  );
});

test('a choice inside a tree gives way to the branch that was taken; at the root it stays', () => {
  const x = cell('l1.y', [0, 0], 1);
  const choice = (test) => of('if>0', 1, num(test), x, num(0));
  equal(decided(of('+', 1, choice(1), choice(-1))).args, [x, num(0)]);
  equal(decided(choice(1)).op, 'if>0');
});

test('a choice reads as its formula writes it: by size it asks for 0, and what is 0 is 0', () => {
  const t = cell('data.target', [0, 0], 2);
  const y = cell('l1.y', [0, 0], 3);
  const size = of('abs', 2, t);
  const rest = of('-', 1, num(1), t);
  equal(cases([size, y, t]), { test: t, yes: y, no: { op: 'const', value: 0 }, signs: ['≠', '='] });
  equal(cases([of('abs', 1, rest), y, rest]).no, { op: 'const', value: 0 });
  equal(cases([size, y, num(5)]).no, num(5));
  equal(cases([t, y, num(0)]), { test: t, yes: y, no: num(0), signs: ['>', '≤'] });
  const broken = cell('data.target', [0, 0], NaN);
  equal(cases([of('abs', NaN, broken), y, broken]).no, broken);
});

/** `count` products of two cells, each with the value 2. @param {number} count */
const products = (count) =>
  Array.from({ length: count }, (_, k) =>
    of('*', 2, cell('data.x', [0, k], 1), cell('l1.W', [k, 2], 2)),
  );
/**
 * A cell of another tensor for each: their columns have no name in common.
 * @param {number} count
 */
const mixed = (count) =>
  Array.from({ length: count }, (_, k) => of('*', 2, cell(`l${k + 1}.y`, [0], 1), num(2)));

test('a few terms without a name in common are a formula, many are a table', () => {
  equal(table(of('sum', 8, ...mixed(4))), null);
  equal(table(of('sum', 10, ...mixed(5)))?.rows.length, 5);
});

test('one term is a table if it is a product of single numbers', () => {
  const x = cell('data.x', [0, 1], 3);
  equal(table(of('*', 6, x, num(2)))?.rows[0].factors.length, 2);
  equal([table(x), table(of('*', 6, of('exp', 2, x), num(3)))], [null, null]);
  equal(table({ op: 'sum', value: 0, args: [] }), null);
});

test('a factor is at most one operation of two numbers, and a term has at most three', () => {
  const x = cell('data.x', [0, 1], 1);
  const sum = (/** @type {any} */ factor) =>
    table(of('sum', 2, of('*', 1, factor, x), of('*', 1, factor, x)));
  equal(sum(of('max', 1, x, x)) !== null, true);
  equal(sum(of('max', 1, x, x, x)), null);
  equal(sum(of('exp', 1, of('exp', 1, x))) !== null, true);
  equal(sum(of('exp', 1, of('exp', 1, of('exp', 1, x)))), null);
  equal(sum(of('*', 1, x, x)) !== null, true);
  equal(sum(of('*', 1, x, of('*', 1, x, x))), null);
  const short = of('*', 1, x, x);
  const long = of('*', 1, of('max', 1, x, x, x), x);
  equal([table(of('sum', 2, short, long)), table(of('sum', 2, long, short))], [null, null]);
});

test('a constant around a whole sum stands beside the table, from either side', () => {
  const inner = of('sum', 4, ...products(2));
  for (const [op, args, sign] of [
    ['/', [inner, num(8)], '÷'],
    ['*', [inner, num(8)], '×'],
    ['*', [num(8), inner], '×'],
  ]) {
    const found = tableOf({ op, value: 1, args }, name, AXES);
    equal(found?.around, { sign, by: num(8), sum: 4 });
    equal(found?.rows.length, 2);
  }
  const x = cell('data.x', [0, 0], 2);
  const around = (/** @type {any} */ expr) => table(expr)?.around ?? null;
  const inside = [of('*', 8, inner, x), of('*', 8, x, inner), of('/', 8, inner, x)];
  equal(inside.map(around), [null, null, null]);
  equal([around(of('*', 4, x, num(2))), around(of('*', 4, num(2), x))], [null, null]);
  equal(around(of('max', 4, inner, num(2))), null);
});

test('signs of terms and factors meet in one', () => {
  const x = cell('data.x', [0, 0], 2);
  const y = cell('data.x', [0, 1], 3);
  const minus = (/** @type {any} */ arg) => of('neg', -arg.value, arg);
  const rows = (/** @type {any[]} */ ...args) =>
    table(of('sum', 0, ...args))?.rows.map(({ product, negative }) => [product, negative]);
  const term = of('*', 6, x, y);
  equal(rows(term, minus(term)), [
    [6, false],
    [-6, true],
  ]);
  equal(rows(of('*', -6, minus(x), y), of('*', 6, minus(x), minus(y))), [
    [-6, true],
    [6, false],
  ]);
  equal(rows(minus(of('*', -6, minus(x), y)), of('-', 0, term, term)), [
    [6, false],
    [6, false],
    [-6, true],
  ]);
  equal(rows(of('*', -6, minus(of('*', 6, x, y)), y), of('*', 6, term, y)), [
    [-6, true],
    [6, false],
  ]);
});

test('what divides says so, and a square is two factors', () => {
  const x = cell('data.x', [0, 0], 2);
  const y = cell('data.x', [0, 1], 3);
  const factors = (/** @type {any} */ expr) =>
    table(of('sum', 0, expr, expr))?.rows[0].factors.map(({ expr: { value }, divides }) => [
      value,
      divides,
    ]);
  equal(factors(of('/', 1, x, y)), [
    [2, false],
    [3, true],
  ]);
  equal(factors(of('/', 1, x, of('/', 1, y, x))), [
    [2, false],
    [3, true],
    [2, false],
  ]);
  equal(factors(of('pow', 4, x, num(2))), [
    [2, false],
    [2, false],
  ]);
  equal(factors(of('pow', 8, x, num(3)))?.length, 1);
  equal(factors(of('/', 1, num(1), of('pow', 4, x, num(2)))), [
    [1, false],
    [2, true],
    [2, true],
  ]);
});

test('what the API left out is one number, with its sign and how many it is', () => {
  const rest = (/** @type {number} */ value, /** @type {any} */ count) => ({
    op: 'rest',
    value,
    count,
  });
  const found = (/** @type {any[]} */ ...more) =>
    table(of('sum', 0, ...products(2), ...more))?.rest;
  equal(found(), null);
  equal(found(rest(5, 7)), { count: 7, value: 5 });
  equal(found(rest(5, 7), of('neg', -2, rest(2, 3))), { count: 10, value: 3 });
  equal(found(rest(5, undefined)), { count: 0, value: 5 });
});

test('in one line what binds as tightly has brackets on the right, and nothing else', () => {
  const [x, y, z] = ['data.x', 'l1.W', 'l1.b'].map((address) => cell(address, [], 1));
  const said = (expr) => line(expr, (address) => address.at(-1) ?? '');
  equal(
    [
      of('+', 2, x, of('*', 1, y, z)),
      of('-', 2, x, of('-', 1, y, z)),
      of('-', 2, x, of('neg', -1, y)),
      of('*', 2, x, of('+', 2, y, z)),
      of('pow', 1, of('+', 2, x, y), num(2)),
      of('sum', 1, x, { op: 'rest', value: 9, count: 3 }),
      of('abs', 1, x),
      of('if>0', 1, x, y, z),
      of('max', 1, x, y),
      of('sqrt', 1, of('+', 2, x, y)),
    ].map(said),
    [
      'x + W · b',
      'x − (W − b)',
      'x − −W',
      'x · (W + b)',
      '(x + W)²',
      'x + …',
      '|x|',
      'x > 0 ? W : b',
      'max(x, W)',
      '√(x + W)',
    ],
  );
});

test('a constant has all its digits where they are few, else four decimals', () =>
  equal(
    [12.345, 0.12345, 1 / 3, -0.5].map((value) => bare({ value })),
    ['12.345', '0.1235', '0.3333', '−0.5'],
  ));

test('a letter that means one course already stands for no other', () => {
  const turned = of(
    'sum',
    2,
    of('*', 1, cell('data.x', [0, 1], 1), cell('l1.dy', [1, 2], 1)),
    of('*', 1, cell('data.x', [1, 1], 1), cell('l1.dy', [0, 2], 1)),
  );
  equal(table(turned).over, 'n,·');
});

test('what holds no choice is left as it is, and a power that is no square has its number', () => {
  const [x, y] = ['data.x', 'l1.W'].map((address) => cell(address, [], 1));
  const plain = of('*', 4, of('+', 2, x, y), of('pow', 1, x, num(3)));
  equal(decided(plain), plain);
  equal(
    line(plain, (address) => address.at(-1) ?? ''),
    '(x + W) · x^3',
  );
});

test('a choice of anything but a size asks for more than 0, and 0 is not more', () => {
  const [x, y] = [cell('l1.y', [0, 0], 2), cell('l1.y', [0, 1], 3)];
  const test = of('-', 0, x, x);
  equal(cases([test, y, num(0)]), { test, yes: y, no: num(0), signs: ['>', '≤'] });
  equal(decided(of('neg', 0, of('if>0', 1, test, x, y))).args, [y]);
});

test('what binds as tightly needs no brackets on the left', () => {
  const [x, y, z] = ['x', 'y', 'z'].map((address) => cell(address, [], 1));
  const said = (expr) => line(expr, (address) => address);
  equal(said(of('+', 1, of('-', 0, x, y), z)), 'x − y + z');
  equal(said(of('/', 1, of('*', 1, x, y), z)), 'x · y / z');
});

test('a single term of four factors makes all of it a formula', () => {
  const x = cell('data.x', [0, 1], 1);
  const four = of('*', 1, of('*', 1, x, x), of('*', 1, x, x));
  equal([table(of('sum', 2, x, four)), table(of('sum', 2, four, x))], [null, null]);
});

test('an axis without a letter has a dot for its place', () => {
  const term = (/** @type {number} */ n) =>
    of('*', 1, cell('data.x', [n, 0], 1), cell('l1.dy', [n, 0], 1));
  equal(tableOf(of('sum', 2, term(0), term(1)), name, {})?.heads, ['x₁[·,0]', '∂E/∂y₁[·,0]']);
});
