import { curvesOf } from '../../static/js/lib/loss-curves.js';
import { equal, test } from './harness.js';

const losses = [
  [0, 4],
  [2, 1],
];
const run = { base: 'b', losses, tests: [], trains: [] };
const trace = { checkpoint: 'b.2', iteration: 2, loss: 1 };
const of = (runs) =>
  curvesOf({ runs: { run, kept: null, live: null, training: null, ...runs }, stage: { trace } });

test('without a run, or before its numbers are here, there is no curve', () => {
  equal(of({ run: null }), null);
  equal(curvesOf({ runs: { run }, stage: { trace: null } }), null);
});

test('the axis of iterations begins with the first that is known and ends with the last', () => {
  const { first, last, end, here, loss } = of({});
  equal([first, last, end, here, loss], [0, 2, 2, 2, 1]);
  const { first: begun } = of({ run: { ...run, losses: losses.slice(1) } });
  equal(begun, 2);
  const { first: none, end: least } = of({ run: { ...run, losses: [] } });
  equal([none, least], [0, 1]);
});

test('it reaches as far as a training will, or a kept run went', () => {
  equal(of({ training: { to: 50 } }).end, 50);
  equal(of({ kept: { ...run, base: 'c', losses: [[90, 1]] } }).end, 90);
});

test('while it trains, what is seen is where the training is', () => {
  const { here, loss } = of({ live: { from: 'b.2', iteration: 9, loss: 0.5 } });
  equal([here, loss], [9, 0.5]);
  equal(of({ live: { from: 'elsewhere.0', iteration: 9, loss: 0.5 } }).here, 2);
});

test('another run is compared by the error of all samples, where that was seen', () => {
  const other = { base: 'c', losses: [[0, 3]], tests: [], trains: [] };
  equal(of({ kept: other }).kept, [[0, 3]]);
  equal(of({ kept: { ...other, trains: losses } }).kept, losses);
  equal(of({ kept: { ...other, trains: losses.slice(1) } }).kept, [[0, 3]]);
  equal(of({ kept: { ...other, base: 'b' } }).kept, null);
});

test('the error of all samples is a curve of its own where it is not that of the batch', () => {
  const whole = (...trains) => of({ run: { ...run, trains } }).whole;
  equal(whole([0, 4], [2, 1]), false);
  equal(whole([0, 4], [2, 1 + 1e-12]), false);
  equal(whole([0, 4], [2, 1.5]), true);
  equal(whole([0, 4], [3, 1]), true); // no batch was seen there
  equal(whole([2, 1.5]), false); // one point is no curve
});

test('two errors are the same to nine digits of their own, none at 0', () => {
  const differ = (batch, all) => {
    const trains = [4, all].map((value, k) => [2 * k, value]);
    return of({ run: { ...run, losses: [[2, batch]], trains } }).whole;
  };
  equal([differ(0, 0), differ(1e6, 1e6 + 1e-5), differ(1e-6, 1e-6 + 1e-12)], [false, false, true]);
});

test('all of them have a place on the axis of errors', () => {
  const parts = { tests: [[0, 5]], trains: [[0, 6]] };
  const { series } = of({ run: { ...run, ...parts }, kept: { ...run, base: 'c' } });
  equal(series, [losses, [[0, 5]], [[0, 6]], losses]);
  equal(of({}).series.at(-1), []);
});
