import { Lookup } from '../../static/js/platform/lookup.js';
import { createStore } from '../../static/js/platform/store.js';
import { read, write } from '../../static/js/platform/url.js';
import { equal, test } from './harness.js';
import { stateWith } from './state.js';

/** What a query asks for, of the network itself. */
const asked = (query) => {
  const { preset, checkpoint, step, cell, lang } = read(query);
  return { preset, checkpoint, step, cell, lang };
};

test('what is written into the address bar is read back', () => {
  const query = write(
    stateWith({
      stage: { preset: 'course', checkpoint: { id: 'abc.3' }, cursor: 5 },
      focus: { selection: { address: 'l1.W:m:next', at: [1, 0] } },
      reader: { lang: 'es' },
    }),
  );
  equal(query, '?preset=course&checkpoint=abc.3&step=5&cell=l1.W:m:next,1,0&lang=es');
  equal(asked(query), {
    preset: 'course',
    checkpoint: 'abc.3',
    step: 5,
    cell: { address: 'l1.W:m:next', at: [1, 0] },
    lang: 'es',
  });
});

test('the view of the training is part of the link, and another is called unread', () => {
  equal(write(stateWith({ runs: { learning: true } })), '?step=-1&view=training&lang=en');
  equal([read('?view=training').training, read('?step=1').training], [true, false]);
  equal([read('?view=steps').unread, read('?view=other').unread], [[], ['view=other']]);
});

test('a number that the page chose by itself is not part of the link', () => {
  equal(
    write(stateWith({ focus: { selection: { address: 'l1.y', at: [0, 0], auto: true } } })),
    '?step=-1&lang=en',
  );
});

test('nonsense in the address bar is left out', () => {
  equal(asked('?step=abc&cell=l1.W,x'), {
    preset: null,
    checkpoint: null,
    step: -1,
    cell: null,
    lang: null,
  });
});

test('a listener hears only of what it asked for, at once and at each change', () => {
  const store = createStore(stateWith({ stage: { cursor: 0 } }));
  const heard = [];
  const leave = store.on(
    (state) => state.stage.cursor,
    (cursor) => heard.push(cursor),
  );
  store.set({ reader: { lang: 'es' } });
  store.set({ stage: { cursor: 1 } });
  leave();
  store.set({ stage: { cursor: 2 } });
  equal(heard, [0, 1]);
});

test('who asked for several values hears once of a change of some of them, and not of others', () => {
  const store = createStore(stateWith({}));
  let heard = 0;
  const leave = store.onAny(
    ({ stage, reader }) => [stage.cursor, reader.lang],
    () => {
      heard += 1;
    },
  );
  equal(heard, 1);
  store.set({ stage: { cursor: 3 }, reader: { lang: 'es' } });
  equal(heard, 2);
  store.set({ stage: { cursor: 3, playing: true }, focus: { typing: true } });
  equal(heard, 2);
  store.set({ reader: { lang: 'en' } });
  equal(heard, 3);
  leave();
  store.set({ stage: { cursor: 4 } });
  equal(heard, 3);
});

test('a change of a slice leaves the rest of it, and the other slices are the same', () => {
  const store = createStore(stateWith({ stage: { cursor: 1, preset: 'course' } }));
  const { focus } = store.get();
  store.set({ stage: { cursor: 1 } }, { stage: { cursor: 2 }, reader: { lang: 'es' } });
  const { stage, reader } = store.get();
  equal([stage.cursor, stage.preset, reader.lang], [2, 'course', 'es']);
  equal(store.get().focus === focus, true);
});

test('an answer is asked for once', async () => {
  const lookup = new Lookup();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return { value: asked };
  };
  equal(
    [lookup.peek('a'), await lookup.load('a', ask), await lookup.load('a', ask), lookup.peek('a')],
    [null, { value: 1 }, { value: 1 }, { value: 1 }],
  );
});

const cell = (/** @type {string} */ address, /** @type {number[]} */ at) => ({ address, at });

test('pins are part of the link', () => {
  const pins = [cell('l1.W', [0, 1]), cell('loss.E', [])];
  const query = write(stateWith({ stage: { cursor: 2 }, focus: { pins } }));
  equal(query, '?step=2&pin=l1.W,0,1&pin=loss.E&lang=en');
  equal(read(query).pins, pins);
  equal(read('?pin=l1.W,x').pins, []);
});
