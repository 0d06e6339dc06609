/** Answers in another order than they were asked for: what was asked for last is shown. */
import { createChecker } from '../../static/js/acts/checker.js';
import { answeringActs } from '../../static/js/acts/lessons/answering.js';
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

/** A scene of a lesson that asks for the one number of l1.y, which is 2. */
function asking() {
  const tensor = { shape: [1], data: [2] };
  const stand = { checkpoint: 'a.0', steps: [], nodes: [], tensors: { 'l1.y': tensor } };
  const scene = { ask: { do: 'guess', address: 'l1.y', at: [0] } };
  const lesson = { plot: { scenes: [scene] }, index: 0, stand, done: false, told: null, tries: 0 };
  const store = storeWith({ stage: { trace: stand }, teaching: { lesson } });
  const { answers, ask } = questions();
  const api = { slips: (_id, _address, _at, { guess }) => ask(guess).then(() => []) };
  const told = () => store.get().teaching.lesson;
  const showAnswer = () =>
    store.set({ teaching: { lesson: { ...told(), done: true, told: null } } });
  const parts = { store, api, act: {}, guard, places: {} };
  return { answers, told, act: answeringActs(parts, { showAnswer }) };
}

test('a wrong answer that is judged after the right one counts, and says no more', async () => {
  const { answers, told, act } = asking();
  const first = act.guess('5');
  await act.guess('2');
  answers[5]();
  await first;
  const { done, told: said, tries } = told();
  equal([done, said, tries], [true, null, 1]);
});

test('of two wrong answers the last is spoken of', async () => {
  const { answers, told, act } = asking();
  const both = [act.guess('5'), act.guess('6')];
  answers[6]();
  await both[1];
  const said = told().told;
  equal(said !== null, true);
  answers[5]();
  await both[0];
  equal([told().told === said, told().tries], [true, 2]);
});
