import { aside, large, part } from '../../static/js/lib/form.js';
import { equal, near, test } from './harness.js';

const trace = (shape) => ({
  tensors: { a: { shape, data: Array(shape.reduce((all, side) => all * side, 1)).fill(1) } },
});
const many = trace([1000, 1000]);
const partOf = (shape, room = {}) => part(trace(shape), 'a', room);

test('a part of a gradient is a picture, smaller still in a window; a single number is read', () => {
  const whole = partOf([8, 8]);
  equal([whole.as, whole.compact, whole.summary, whole.pitch.width], ['map', true, false, 5]);
  equal(partOf([8, 8], { window: true }).pitch.width, 4);
  equal([partOf([1]).as, partOf([3]).as, partOf([2, 2]).as], ['numbers', 'map', 'map']);
});

test('a part of very many cells fills its room, by its share where all is seen at once', () => {
  const { width, height } = part(many, 'a', { seen: 0.5 }).pitch;
  near(width, 0.033, 1e-9);
  near(height, 0.046, 1e-9);
  const within = part(many, 'a', { window: true }).pitch;
  near(within.width, 0.044, 1e-9);
  near(within.height, 0.034, 1e-9);
  near(part(many, 'a', {}).pitch.width, 0.054, 1e-9);
  equal(partOf([10, 33]).pitch.width, 2);
});

test('more than 64 cells deserve a histogram, where the lane has room for it', () => {
  const summary = (shape, lane = 200) => large(trace(shape), 'a', lane).summary;
  equal([summary([8, 8]), summary([5, 13]), summary([65])], [false, true, false]);
  equal([summary([5, 13], 110), summary([5, 13], 111)], [false, true]);
});

test('a large picture is as high as its lane leaves it, and never without height', () => {
  near(large(many, 'a', 40).pitch.height, 0.012, 1e-9);
  near(large(many, 'a', 130).pitch.height, 0.038, 1e-9);
  near(large(trace([83, 1]), 'a', 275).pitch.height, (12 * 1.1 * 83 ** 0.45) / 83, 1e-9);
});

test('a large picture takes so much of its width as it is told', () => {
  near(large(many, 'a', 250, 0.5).pitch.width, 0.042, 1e-9);
  near(large(many, 'a', 250).pitch.width, 0.06, 1e-9);
});

test('on the side few numbers are read where there is room, one anywhere', () => {
  const as = (shape, readable) => aside(trace(shape), 'a', readable).as;
  equal([as([3], true), as([4], true), as([3, 1], true)], ['numbers', 'map', 'map']);
  equal([as([1], false), as([2], false)], ['numbers', 'map']);
});
