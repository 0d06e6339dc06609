/** Answers in another order than they were asked for: what was asked for last is shown. */
import { createChecker } from '../../static/js/acts/checker.js';
import { followUnit } from '../../static/js/acts/drawer/units.js';
import { storeWith } from './state.js';
import { equal, test } from './harness.js';

const guard = (work) => work();

/** Questions that are answered when a test says so. */
function questions() {
  const answers = {};
  const ask = (name) =>
    new Promise((resolve) => {
      answers[name] = resolve;
    });
  return { answers, ask };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** @param {() => unknown} holds */
async function until(holds) {
  for (let turn = 0; turn < 1000 && !holds(); turn += 1) await settled();
  equal(Boolean(holds()), true);
}

const TENSORS = { 'l1.dW': {}, 'l2.dW': {} };

const SAMPLES = {
  train: { x: { shape: [2, 2], data: [0, 1, 1, 0] }, target: { data: [0, 1] }, labels: null },
};

function checking() {
  const store = storeWith({
    stage: { checkpoint: { id: 'a.0' } },
    gradients: { check: { tensors: TENSORS } },
  });
  const { answers, ask } = questions();
  const api = { checkCells: (_id, address) => ask(address).then(() => ({ tensors: TENSORS })) };
  return { store, answers, checker: createChecker({ store, api, guard }) };
}

test('of two gradients the one that was opened last is shown', async () => {
  const { store, answers, checker } = checking();
  checker.open('l1.dW');
  checker.open('l2.dW');
  answers['l2.dW']();
  await settled();
  equal(store.get().gradients.checked.address, 'l2.dW');
  equal(store.get().gradients.checking, true);
  answers['l1.dW']();
  await settled();
  equal(store.get().gradients.checked.address, 'l2.dW');
  equal(store.get().gradients.checking, false);
});

test('what was closed before it came stays closed', async () => {
  const { store, answers, checker } = checking();
  for (const leave of [checker.close, checker.toggle]) {
    store.set({ gradients: { check: { tensors: TENSORS } } });
    const opened = checker.open(leave === checker.close ? 'l1.dW' : 'l2.dW');
    leave();
    for (const answer of Object.values(answers)) answer();
    await opened;
    equal(store.get().gradients.checked, null);
  }
});

test('what a unit makes of the plane is that of the checkpoint that is shown', async () => {
  const { answers, ask } = questions();
  const store = storeWith({
    stage: { checkpoint: { id: 'a.0' } },
    focus: { unit: { address: 'l2.y', index: 0 } },
    runs: { samples: SAMPLES },
  });
  followUnit({ store, api: { predict: ask }, guard });
  await until(() => answers['a.0']);
  store.set({ stage: { checkpoint: { id: 'a.1' } } });
  await until(() => answers['a.1']);
  answers['a.1']('new');
  await settled();
  answers['a.0']('old');
  await settled();
  const { id, predicted } = store.get().runs.within;
  equal([id, predicted], ['a.1', 'new']);
});
