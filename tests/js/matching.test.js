import { match } from '../../static/js/lib/matching.js';
import { catalogWord, nameOf } from '../../static/js/lib/catalog-words.js';
import { equal, test } from './harness.js';

test('what is looked for is found by the beginning of its name, of a word, or in its sentence', () => {
  const names = ['batch_norm', 'Batch norm', 'Normalización por lote'];
  equal(
    ['', 'bat', 'norm', 'NORMALIZACION', 'lote', 'tch', 'tc', 'por cada', 'relu'].map((typed) =>
      match(typed, names, 'Centra cada número por cada lote.'),
    ),
    [0, 0, 0, 0, 1, 2, null, 2, null],
  );
});

test('a setting is called as the catalog says, whatever kind declares it', () => {
  const catalog = {
    layers: { a: { settings: { units: { title: { en: 'units', es: 'unidades' } } } } },
    names: { other: { en: 'other', es: 'otra' } },
    optimizers: { b: { settings: { lr: { title: { en: 'lr', es: 'tasa' } } } } },
  };
  equal(catalogWord(catalog, 'setting.units', 'es'), 'unidades');
  equal(catalogWord(catalog, 'setting.lr', 'en'), 'lr');
  equal(catalogWord(catalog, 'setting.none', 'es'), undefined);
  equal(catalogWord(catalog, 'units', 'es'), undefined);
  equal(catalogWord(null, 'setting.units', 'es'), undefined);
  equal(catalogWord(null, 'written.lr', 'es'), undefined);
  equal(catalogWord(catalog, 'written.other', 'es'), 'otra');
  equal(catalogWord(catalog, 'written.W', 'es'), undefined);
  const t = (key) => catalogWord(catalog, key, 'es') ?? key;
  equal([nameOf('units', t), nameOf('W', t)], ['unidades', 'W']);
});
