import { match } from '../../static/js/lib/matching.js';
import { nameOf, settingName } from '../../static/js/lib/setting-names.js';
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
    optimizers: { b: { settings: { lr: { title: { en: 'lr', es: 'tasa' } } } } },
  };
  equal(settingName(catalog, 'setting.units', 'es'), 'unidades');
  equal(settingName(catalog, 'setting.lr', 'en'), 'lr');
  equal(settingName(catalog, 'setting.none', 'es'), undefined);
  equal(settingName(catalog, 'units', 'es'), undefined);
  equal(settingName(null, 'setting.units', 'es'), undefined);
  const t = (key) => settingName(catalog, key, 'es') ?? key;
  equal([nameOf('units', t), nameOf('W', t)], ['unidades', 'W']);
});
