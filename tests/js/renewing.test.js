/**
 * A file of one's own is saved while its code trains: the page hears of the file and of the
 * training's end in either order, with answers in any order, and moves once.
 */
import { createActions } from '../../static/js/acts/actions.js';
import { createGuard } from '../../static/js/acts/guard.js';
import { createTrainer } from '../../static/js/acts/trainer.js';
import { baseOf, iterationOf } from '../../static/js/lib/checkpoint-id.js';
import { ApiProblem } from '../../static/js/platform/api/no-answer.js';
import { storeWith } from './state.js';
import { equal, test } from './harness.js';

const KIND = 'own:a';
const GONE = {
  code: 'kind_changed',
  detail: 'There is other code.',
  errors: [{ code: 'kind_changed', allowed: { version: 'new' } }],
};

const checkpointOf = (id) => ({
  id,
  base: baseOf(id),
  iteration: iterationOf(id),
  parent: null,
  description: { network: { layers: [{ kind: KIND, source: baseOf(id) }] } },
});
const traceOf = (id) => ({
  checkpoint: id,
  iteration: iterationOf(id),
  nodes: [],
  steps: [],
  loss: 1,
});

/** A page that trains by the code before, and answers that come when a test says so. */
function training(stage = 'old.0') {
  const store = storeWith({
    stage: { checkpoint: checkpointOf(stage), trace: traceOf(stage) },
    server: { own: [{ kind: KIND, version: 'old' }] },
    runs: { run: { base: 'old', bases: [{ base: 'old', start: 0 }], losses: [[100, 1]] } },
  });
  const shown = [];
  store.on(
    (state) => state.stage.checkpoint.id,
    (id) => shown.push(id),
  );
  const anew = [];
  let fails;
  const api = {
    renewed: (id) =>
      new Promise((resolve) => {
        anew.push({ id, answer: () => resolve(checkpointOf(id.replace(/^old/, 'new'))) });
      }),
    checkpoint: async (id) => checkpointOf(id),
    stop: async () => {},
    train: (_id, _order, _hear, leaving) =>
      new Promise((_, reject) => {
        fails = reject;
        leaving.addEventListener('abort', () => reject(new Error('left')));
      }),
  };
  const guard = createGuard(store, api);
  const reach = { leave() {}, traced: async (wish) => [wish, traceOf(wish.id)] };
  const act = createActions({ store, api, guard, reach, t: (key) => key, speak: async () => {} });
  createTrainer({ store, api, act, guard }).train({ iterations: 100, until: null });
  const at = (now) =>
    store.set({ runs: { training: { ...store.get().runs.training, id: 't', now } } });
  return {
    store,
    shown,
    act,
    at,
    anew,
    ends: () => fails(new ApiProblem(GONE)),
    saved() {
      store.set({ server: { own: [{ kind: KIND, version: 'new' }] } });
      return act.keepUp();
    },
  };
}

/** Everything that is on its way without an answer has got as far as it can. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Until the server has been asked for so many. */
async function asked({ anew }, count) {
  for (let turn = 0; turn < 100 && anew.length < count; turn += 1) await settled();
  equal(anew.length, count);
}

/** What the page shows in the end, having answered whatever it still asks. */
async function rest(page) {
  for (let turn = 0, told = 0; turn < 20; turn += 1) {
    await settled();
    for (; told < page.anew.length; told += 1) page.anew[told].answer();
  }
  const { ended, training } = page.store.get().runs;
  return { shown: page.shown, ended, training, busy: page.store.get().server.busy };
}

const once = (id, iteration, reason = 'code') => ({ id, iteration, reason });

test('of the file first: what is told of the training later does not move the page again', async () => {
  const page = training();
  page.at(41);
  page.saved();
  await asked(page, 1);
  page.at(43);
  page.ends(); // while the answer is on its way
  await settled();
  page.anew[0].answer();
  equal(await rest(page), {
    shown: ['old.0', 'new.41'],
    ended: once('new.41', 41),
    training: null,
    busy: false,
  });
});

test('of the file first, and its answer too: the training is left', async () => {
  const page = training();
  page.at(41);
  page.saved();
  await asked(page, 1);
  page.anew[0].answer();
  await settled();
  page.ends();
  const { shown, ended, training: now } = await rest(page);
  equal([shown, ended, now], [['old.0', 'new.41'], once('new.41', 41), null]);
});

test('of the training first: the file moves the page no further', async () => {
  const page = training();
  page.at(43);
  page.ends();
  await asked(page, 1);
  page.saved();
  await settled();
  page.anew[0].answer();
  const { shown, ended } = await rest(page);
  equal([shown, ended], [['old.0', 'new.43'], once('new.43', 43)]);
});

test('of the training only: the page does not wait for the file', async () => {
  const page = training();
  page.at(43);
  page.ends();
  const { shown, ended } = await rest(page);
  equal([shown, ended], [['old.0', 'new.43'], once('new.43', 43)]);
});

for (const [first, second] of [
  ['saved', 'ends'],
  ['ends', 'saved'],
])
  test(`who looks at another moment of the run stays there (${first} first)`, async () => {
    const page = training();
    page.at(30);
    await page.act.seek('old.10');
    page.at(43);
    page[first]();
    await asked(page, 1);
    page[second]();
    await settled();
    const { shown, ended } = await rest(page);
    equal(shown, ['old.0', 'old.10', 'new.10']);
    equal(ended, once('new.10', 43, 'code_elsewhere'));
  });

test('who has stopped it is not told that the code ended it', async () => {
  const page = training();
  page.at(41);
  page.store.set({ runs: { training: { ...page.store.get().runs.training, stopping: true } } });
  page.saved();
  const { shown, ended } = await rest(page);
  equal([shown, ended], [['old.0', 'new.41'], null]);
});
