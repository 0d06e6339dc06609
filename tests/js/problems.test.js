import { placeOf, sentence, reasonsOf } from '../../static/js/lib/problems.js';
import { equal, test } from './harness.js';

const WORDS = {
  layer: 'capa {n}',
  error: 'error',
  optimizer: 'optimizador',
  'problem.at.request': 'todo',
  'problem.at.sample': 'muestra {n}',
  'problem.at.number': 'número {n}',
  'problem.out_of_range': '{what}: {found} no{allowed}.',
  'problem.bad_expression': '{what}, columna {column}{allowed}.',
  'problem.bad_expression.end': '{column}: fin{allowed}.',
  'problem.bad_expression.large': 'grande{allowed}.',
  'problem.bad_expression.instead': '{column}: {found} → {instead}.',
  'problem.expected.number': 'un número',
  'setting.data': 'datos',
  'problem.unknown_node': '{what}: {found} ¿?{allowed}.',
  'problem.unknown_node.gone': '{what}: {found} ¡!',
  'problem.shape_mismatch.inputs': '{what}: {inputs} no{allowed}.',
  'problem.wrong_type': '{what}: {found}{allowed}.',
  'problem.shape_mismatch': '{what}: {found}{allowed}.',
  'problem.shape_mismatch.rank': '{what}: {gets} → {needs}.',
  'misfit.needs.4': 'imágenes',
  'misfit.gets.2': 'filas de {size}',
  'problem.type.integer': 'entero',
  'problem.allowed.type': ' → {type}',
  'problem.allowed.rank': ' → {n} ejes',
  'problem.allowed.ranks': ' → {list}',
  'problem.allowed.min_rank': ' → {n} o más',
  'problem.allowed.between': ' [{low}, {high}]',
  'problem.allowed.inside': ' ({low}, {high})',
  'problem.allowed.least': ' ≥ {low}',
  'problem.allowed.most': ' ≤ {high}',
  'problem.allowed.below': ' < {high}',
  'problem.allowed.above': ' > {low}',
  'problem.allowed.choices': ' de {list}',
  'problem.allowed.shape': ' → {shape}',
};
const t = (key, slots = {}) =>
  (WORDS[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(slots[name] ?? `{${name}}`));
const say = (flaw) => sentence({ detail: 'In English.', pointer: '', ...flaw }, t);

test('a place is named as the page names it', () => {
  equal(placeOf('/description/network/layers/1/units', t), 'capa 2 · units');
  equal(placeOf('/network/loss/delta', t), 'error · delta');
  equal(placeOf('/description/network/optimizer/lr', t), 'optimizador · lr');
  equal(placeOf('/data/x/1/0', t), 'x · muestra 2 · número 1');
  equal(placeOf('/description/data/target', t), 'target');
  equal(placeOf('/query/at', t), 'at');
  equal(placeOf('/parameters/l1.W', t), 'parameters · l1.W');
  equal(placeOf('', t), 'todo');
});

test('who reads whom is told with the names of the layers', () => {
  equal(
    say({
      code: 'unknown_node',
      pointer: '/network/layers/1/inputs/other',
      found: 'l4',
      allowed: { choices: ['data', 'l1'] },
    }),
    'capa 2 · inputs · other: capa 4 ¿? de datos, capa 1.',
  );
  equal(
    say({
      code: 'unknown_node',
      pointer: '/network/layers/1/inputs/other',
      found: 'l1',
      allowed: { choices: ['data', 'l1'] },
    }),
    'capa 2 · inputs · other: capa 1 ¡!',
  );
  equal(
    say({
      code: 'shape_mismatch',
      found: { x: [4, 3], other: [4, 2] },
      allowed: { shape: [4, 3] },
    }),
    'todo: x 4×3, other 4×2 no → 4×3.',
  );
});

test('a refusal says what was found and what is allowed', () => {
  equal(
    say({
      code: 'out_of_range',
      pointer: '/network/layers/0/units',
      found: -1,
      allowed: { min: 1, max: 9 },
    }),
    'capa 1 · units: −1 no [1, 9].',
  );
  equal(
    say({ code: 'out_of_range', found: 1, allowed: { min: 0, below: 1 } }),
    'todo: 1 no (0, 1).',
  );
  equal(say({ code: 'out_of_range', found: 0, allowed: { above: 0 } }), 'todo: 0 no > 0.');
  equal(
    say({ code: 'out_of_range', found: 'x', allowed: { choices: ['mean', 'sum'] } }),
    'todo: x no de mean, sum.',
  );
  equal(say({ code: 'wrong_type', found: 'a', allowed: { type: 'integer' } }), 'todo: a → entero.');
  equal(
    say({
      code: 'shape_mismatch',
      pointer: '/network/layers/2',
      found: [4, 2],
      allowed: { rank: 4 },
    }),
    'capa 3: filas de 2 → imágenes.',
  );
  equal(
    say({ code: 'shape_mismatch', found: [4, 2], allowed: { shape: [4, 3] } }),
    'todo: 4×2 → 4×3.',
  );
  equal(
    say({
      code: 'bad_expression',
      pointer: '/network/layers/0/expression',
      found: { column: 5, text: '+' },
      allowed: { expected: ['x'] },
    }),
    'capa 1 · expression, columna 5 de x.',
  );
});

test('of a formula it is said what was probably meant, where it ends too early, and that it is too large', () => {
  const formula = (found, allowed) =>
    say({ code: 'bad_expression', pointer: '/f(x)', found, allowed });
  equal(formula({ column: 2, text: ',', instead: '.' }, { expected: ['+'] }), '2: , → ..');
  equal(formula({ column: 4, text: '' }, { expected: ['number', 'x'] }), '4: fin de un número, x.');
  equal(formula({ column: 201, text: '' }, { max: 200 }), 'grande ≤ 200.');
});

test('what the page has no words for is said as the server says it', () => {
  equal(say({ code: 'brand_new' }), 'In English.');
});

test('what is found and allowed is told where it is short, and where nothing is', () => {
  equal(placeOf('/description/network/layers', t), 'layers');
  const flaw = { code: 'wrong_type', pointer: '/seed' };
  const said = (more) => say({ ...flaw, ...more });
  equal(said({ found: 2, allowed: { length: 3 } }), 'seed: 2 → 3.');
  equal(said({ found: 2, allowed: { of: 'x' } }), 'seed: 2.');
  equal(said({ found: null }), 'seed: —.');
  equal(said({ found: { a: 1 } }), 'seed: …');
  equal(said({ found: [2, null] }), 'seed: 2×·.');
});

test('why an error does not suit is told without its place, and of a layer with it', () => {
  const flaw = { code: 'nothing', detail: 'Why.', found: null, allowed: null };
  const at = (pointer) => reasonsOf({ unsuited: [{ ...flaw, pointer }] }, t)[0];
  equal([at('/network/loss'), at('/network/layers/1')], ['Why.', 'capa 2: Why.']);
});

test('places in a list are counted, of samples and of all else', () => {
  equal(placeOf('/data', t), 'datos');
  equal([placeOf('/set/2', t), placeOf('/data/x/2', t)], ['set · número 3', 'x · muestra 3']);
});

test('of many choices eight are told', () => {
  const told = (count) =>
    say({
      code: 'wrong_type',
      pointer: '/seed',
      found: 1,
      allowed: { choices: Array.from({ length: count }, (_, k) => k) },
    });
  equal(told(8), 'seed: 1 de 0, 1, 2, 3, 4, 5, 6, 7.');
  equal(told(9), 'seed: 1 de 0, 1, 2, 3, 4, 5, 6, 7, ….'.replace('….', '…'));
});

test('how many axes are needed is told: one count, several, or the least', () => {
  const told = (allowed) => say({ code: 'wrong_type', pointer: '/seed', found: 1, allowed });
  equal(told({ rank: 4 }), 'seed: 1 → 4 ejes.');
  equal(told({ rank: [2, 4] }), 'seed: 1 → 2 / 4.');
  equal(told({ min_rank: 3 }), 'seed: 1 → 3 o más.');
  equal(
    say({ code: 'bad_expression', pointer: '/seed', found: 1, allowed: null }),
    'seed, columna .',
  );
});

test('what the server says in both languages is told in the one that the page speaks', () => {
  const said = { en: 'Why.', es: 'Por qué.' };
  equal(say({ code: 'brand_new', allowed: { said } }), 'Why.');
  const inSpanish = (key) => (key === 'lang.code' ? 'es' : key);
  const flaw = { code: 'brand_new', detail: '', pointer: '', found: null, allowed: { said } };
  equal(sentence(flaw, inSpanish), 'Por qué.');
});

test('what an error cannot fit has words of its own, with its bounds in three digits', () => {
  const words = (key, slots = {}) =>
    key === 'problem.unsuited.range'
      ? `${slots.least}|${slots.most}|${slots.low}|${slots.high}`
      : t(key, slots);
  const told = (allowed) =>
    sentence({ code: 'unsuited', detail: '', pointer: '', found: null, allowed }, words);
  equal(
    told({ of: 'range', min: -0.12345, max: 12.345, low: 3, high: 98765 }),
    '−0.123|12.3|3|98800',
  );
  equal(told({ of: 'range', min: 'x' }), '|||');
});

test('a pointer may hold slashes and tildes', () =>
  equal(placeOf('/parameters/a~1b~0c', t), 'parameters · a/b~c'));

test('a bound from below is the least, or what it must be above', () => {
  const told = (allowed) => say({ code: 'out_of_range', pointer: '/seed', found: -1, allowed });
  equal([told({ min: 0 }), told({ above: 0 })], ['seed: −1 no ≥ 0.', 'seed: −1 no > 0.']);
  equal([told({ max: 9 }), told({ below: 9 })], ['seed: −1 no ≤ 9.', 'seed: −1 no < 9.']);
});
