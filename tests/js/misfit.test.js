import { misfit, told, unequal } from '../../static/js/lib/misfit.js';
import { sentence } from '../../static/js/lib/problems.js';
import { equal, test } from './harness.js';

const WORDS = {
  'misfit.needs': '{name} needs {needs} and gets {gets}.',
  'misfit.least': '{needs} or more axes',
  'misfit.or': '{one} or {other}',
  'misfit.target': 'gives {gives}, has {has}',
  'misfit.classes': '{given} numbers, {wanted} classes',
  'misfit.needs.2': 'rows of numbers',
  'misfit.needs.4': 'images',
  'misfit.needs.n': '{n} axes',
  'misfit.gets.one': 'rows of one number',
  'misfit.gets.2': 'rows of {size} numbers',
  'misfit.gets.4': 'images of {size}',
  'misfit.gets.n': 'arrays of {size}',
  'problem.shape_mismatch.rank': '{what}: needs {needs}, gets {gets}.',
  'problem.shape_mismatch.room': '{what}: not in {gets}{allowed}.',
  'problem.allowed.between': ' from {low} to {high}',
  'problem.allowed.excluded': ', not {list}',
  layer: 'Layer {n}',
};
const t = (key, slots = {}) =>
  (WORDS[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name) => String(slots[name]));
const flaw = (pointer, found, allowed, code = 'shape_mismatch') => ({
  code,
  detail: '',
  pointer: `/description${pointer}`,
  found,
  allowed,
});
const say = (errors, name = 'Linear') => {
  const clash = misfit(errors, 3);
  return clash && [clash.index, clash.insert, unequal(clash, t), told(clash, name, t)];
};

test('a layer that gets another number of axes says in words what it needs', () => {
  equal(say([flaw('/network/layers/1', [4, 1, 4, 4], { rank: 2, insert: 'flatten' })]), [
    1,
    'flatten',
    '1×4×4 ≠ rows of numbers',
    'Linear needs rows of numbers and gets images of 1×4×4.',
  ]);
  equal(say([flaw('/network/layers/0', [4, 2], { rank: 4 })]), [
    0,
    null,
    '2 ≠ images',
    'Linear needs images and gets rows of 2 numbers.',
  ]);
  const linear = say([flaw('/network/layers/0', [4, 1, 4, 4], { rank: [2, 3] })]);
  equal(linear?.[3], 'Linear needs rows of numbers or misfit.needs.3 and gets images of 1×4×4.');
  const bias = say([flaw('/network/layers/2', [4], { min_rank: 2 })]);
  equal(bias?.[3], 'Linear needs rows of numbers or more axes and gets misfit.gets.1.');
  const deep = say([flaw('/network/loss', [4, 1, 1, 1, 2], { rank: 5 })], 'Error');
  equal([deep?.[0], deep?.[3]], [3, 'Error needs 5 axes and gets arrays of 1×1×1×2.']);
});

test('where the output is not as the target both are said, without the samples', () => {
  equal(say([flaw('/data/target', [12, 1], { shape: [12, 3] })]), [
    3,
    null,
    '3 ≠ 1',
    'gives rows of 3 numbers, has rows of one number',
  ]);
  const classes = [2, 3].map((found) =>
    flaw('/data/target/1', found, { min: 0, max: 1 }, 'class_out_of_range'),
  );
  equal(say(classes), [3, null, '2 ≠ 4', '2 numbers, 4 classes']);
});

test('what is wrong with a setting is no misfit of shapes', () => {
  equal(misfit([flaw('/network/layers/1', [4, 2], { rank: 4 }, 'out_of_range')], 3), null);
  equal(misfit([flaw('/network/layers/1/size', [4, 1, 2, 2], { min: 1, max: 2 })], 3), null);
});

test('a misfit is told in the same words where no network is being built', () => {
  const rank = flaw('/network/layers/0', [4, 1, 8, 8], { rank: 2, insert: 'flatten' });
  equal(sentence(rank, t), 'Layer 1: needs rows of numbers, gets images of 1×8×8.');
  const room = flaw('/network/layers/0/size', [4, 1, 2, 2], { min: 1, max: 2 });
  equal(sentence(room, t), 'Layer 1 · size: not in images of 1×2×2 from 1 to 2.');
  const zero = flaw('/network/layers/0/size', [4, 1, 2, 2], { min: -1, max: 2, excluded: [0] });
  equal(sentence(zero, t), 'Layer 1 · size: not in images of 1×2×2 from −1 to 2, not 0.');
});
