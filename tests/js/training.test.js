import { restart } from '../../static/js/lib/restart.js';
import { follows, restsAt, standing, stood } from '../../static/js/lib/standing.js';
import { equal, test } from './harness.js';

const checkpoint = { id: 'a.5', base: 'a', iteration: 5 };
const training = { start: 'a.5', now: 40, left: false };

/** @param {any} shown @param {any} going */
const at = (shown, going) =>
  /** @type {any} */ ({ stage: { checkpoint: shown, cursor: 3 }, runs: { training: going } });

test('while a training goes on, the reader stands at the iteration last told', () => {
  const state = at(checkpoint, training);
  equal([standing(state), follows(state)], ['a.40', true]);
  equal(stood(state).stage, {
    ...state.stage,
    checkpoint: { id: 'a.40', base: 'a', iteration: 40 },
  });
});

test('who looks at another moment, or has left, stands at what is shown', () => {
  equal(standing(at({ id: 'a.2', base: 'a', iteration: 2 }, training)), 'a.2');
  equal(standing(at(checkpoint, { ...training, left: true })), 'a.5');
  equal([standing(at(checkpoint, null)), standing(at(null, training))], ['a.5', null]);
});

const layer = (kind, more = {}) => ({ kind, ...more });
const first = {
  network: {
    layers: [layer('a', { units: 3 }), layer('b')],
    loss: { kind: 'e' },
    optimizer: { kind: 'o', lr: 0.1 },
  },
  seed: 0,
  batch: { size: 4 },
  frozen: [],
  data: { x: [1] },
  parameters: { 'l1.W': [1] },
};
const now = (network, more = {}) => ({
  ...first,
  network: { ...first.network, ...network },
  parameters: {},
  ...more,
});
const made = (description, more = {}) => ({ iteration: 100, edit: { description, ...more } });

test('the start of a run is the same where no setting has changed since', () => {
  equal(
    restart(first, now({}), [
      { iteration: 3, edit: { set: [{ address: 'l1.W', at: [0], value: 9 }] } },
    ]),
    null,
  );
});

test('a setting that was changed on the way holds from the start', () => {
  const optimizer = { kind: 'o', lr: 0.9 };
  equal(restart(first, now({ optimizer }), [made({ network: { optimizer } })]), {
    description: { network: { optimizer } },
  });
  equal(restart(first, now({}, { batch: { size: 2 }, frozen: ['l1'] }), []), {
    description: { batch: { size: 2 }, frozen: ['l1'] },
  });
});

test('layers keep their first weights wherever they have gone, and new ones are new', () => {
  const layers = [layer('b'), layer('c'), layer('a', { units: 3 })];
  const changes = [
    made({ network: { layers: [{ from: 'l1' }, layer('c'), { from: 'l2' }] } }),
    made({ network: { layers: [{ from: 'l3' }, { from: 'l2' }, { from: 'l1' }] } }),
  ];
  equal(restart(first, now({ layers }), changes), {
    description: {
      network: {
        layers: [{ from: 'l2', kind: 'b' }, { kind: 'c' }, { from: 'l1', kind: 'a', units: 3 }],
      },
    },
  });
});

test('weights that were drawn anew on the way are the first ones now', () => {
  equal(restart(first, now({}, { seed: 1 }), [made({ seed: 1 }, { redraw: true })]), {
    description: { seed: 1 },
    redraw: ['l1', 'l2'],
  });
  equal(restart(first, now({}, { seed: 1 }), [made({ seed: 1 }, { redraw: ['l2'] })]).redraw, [
    'l2',
  ]);
});

test('layers whose settings have changed, or that have changed places, are given anew', () => {
  const larger = [layer('a', { units: 5 }), layer('b')];
  equal(restart(first, now({ layers: larger }), []).description.network.layers, [
    { from: 'l1', kind: 'a', units: 5 },
    { from: 'l2', kind: 'b' },
  ]);
  const alike = { ...first, network: { ...first.network, layers: [layer('b'), layer('b')] } };
  const turned = [made({ network: { layers: [{ from: 'l2' }, { from: 'l1' }] } })];
  equal(restart(alike, { ...alike, parameters: {} }, turned).description.network.layers, [
    { from: 'l2', kind: 'b' },
    { from: 'l1', kind: 'b' },
  ]);
});

test('the page rests at a checkpoint that it shows, while nothing else is on its way', () => {
  const state = (trace, busy) => ({ stage: { trace }, server: { busy } });
  const shown = { checkpoint: 'a.5' };
  equal(
    [
      restsAt(state(shown, false), 'a.5'),
      restsAt(state(shown, true), 'a.5'),
      restsAt(state(shown, false), 'a.6'),
      restsAt(state(null, false), 'a.5'),
    ],
    [true, false, false, false],
  );
});
