import { saidNow } from '../../static/js/lib/said-now.js';
import { equal, test } from './harness.js';

const stage = { trace: { checkpoint: 'b.2' }, checkpoint: { id: 'b.2' } };
const live = { from: 'b.2', iteration: 9, units: { y: 'live units' } };
const unit = { address: 'y', j: 3 };
const of = (runs, focus = { unit: null }) =>
  saidNow({
    runs: { training: null, seen: null, planes: null, live: null, ...runs },
    stage,
    focus,
  });

test('nothing is known before anybody has told', () => {
  equal(of({}), { y: null, j: null, current: false });
  equal(of({}, { unit }), { y: null, j: 3, current: true });
});

test('the network says what was told last: as it is now, or as it was elsewhere', () => {
  const seen = { id: 'b.2', predicted: 'seen' };
  equal(of({ seen }), { y: 'seen', j: null, current: true });
  equal(of({ seen: { ...seen, id: 'b.1' } }), { y: 'seen', j: null, current: false });
});

test('while it trains it says what the training tells, once it has told', () => {
  const seen = { id: 'b.1', predicted: 'seen' };
  const training = { predicted: 'told' };
  equal(of({ seen, live, training }), { y: 'told', j: null, current: true });
  equal(of({ seen, live, training: { predicted: null } }).y, 'seen');
  equal(of({ seen, live: { ...live, from: 'elsewhere.0' }, training }).y, 'seen');
});

test('a unit says what its layer does: closely where that was asked, else as all units do', () => {
  const planes = { tensors: { y: 'planes' } };
  const within = { id: 'b.2', address: 'y', predicted: 'close' };
  equal(of({ planes }, { unit }), { y: 'planes', j: 3, current: true });
  equal(of({ planes, within }, { unit }).y, 'close');
  equal(of({ planes, within: { ...within, id: 'b.1' } }, { unit }).y, 'planes');
  equal(of({ planes, within: { ...within, address: 'z' } }, { unit }).y, 'planes');
  equal(of({ planes, live }, { unit }).y, 'live units');
});
