/**
 * Who asks for a training while the one before is being stopped is heard once that is over; and how
 * one ended is told with what it was to stop for when it began.
 */
import { createTrainer } from '../../static/js/acts/trainer.js';
import { storeWith } from './state.js';
import { equal, test } from './harness.js';

/** A page whose trainings end when a test says so; how long each was to be. */
function page() {
  const store = storeWith({ stage: { checkpoint: { id: 'a.0', base: 'a', iteration: 0 } } });
  const asked = [];
  const ends = [];
  const api = {
    stop: async () => {},
    train: (_id, { iterations }, hear) =>
      new Promise((resolve) => {
        asked.push(iterations);
        hear({ name: 'started', data: { training: String(asked.length) } });
        ends.push(() => {
          hear({ name: 'done', data: { id: 'a.0', iteration: 0, reason: 'stopped' } });
          resolve();
        });
      }),
  };
  const act = { arrive: async () => {}, goto() {}, select() {} };
  const trainer = createTrainer({ store, api, act, guard: (run) => run() });
  return { store, trainer, asked, ends };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('one that is wanted while another is being stopped begins once that is over, and but once', async () => {
  const { store, trainer, asked, ends } = page();
  trainer.train({ iterations: 10, until: null });
  await settled();
  trainer.train({ iterations: 20, until: null }); // it goes on: nothing is asked for
  trainer.stop();
  trainer.train({ iterations: 30, until: null });
  trainer.train({ iterations: 40, until: null });
  await settled();
  equal(asked, [10]);
  ends[0]();
  for (let turn = 0; turn < 20 && asked.length < 2; turn += 1) await settled();
  equal(asked, [10, 30]);
  equal(store.get().runs.training.stopping, false);
});

test('what a training was to stop for is what was chosen when it began', async () => {
  const { store, trainer, ends } = page();
  const until = [{ condition: 'loss_below', value: 0.1 }];
  trainer.train({ iterations: 10, until });
  await settled();
  until[0].value = 0.01; // in the form, while it trains
  ends[0]();
  for (let turn = 0; turn < 20 && !store.get().runs.ended; turn += 1) await settled();
  equal(store.get().runs.ended.until, [{ condition: 'loss_below', value: 0.1 }]);
});
