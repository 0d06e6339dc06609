import { Lookup } from '../../static/js/platform/lookup.js';
import { createStore } from '../../static/js/platform/store.js';
import { read, write } from '../../static/js/platform/url.js';
import { equal, test } from './harness.js';

/** What a query asks for, of the network itself. */
const asked = (query) => {
  const { preset, checkpoint, step, cell, lang } = read(query);
  return { preset, checkpoint, step, cell, lang };
};

test('what is written into the address bar is read back', () => {
  const query = write({
    preset: 'course',
    checkpoint: { id: 'abc.3' },
    cursor: 5,
    selection: { address: 'l1.W:m:next', at: [1, 0] },
    lang: 'es',
  });
  equal(query, '?preset=course&checkpoint=abc.3&step=5&cell=l1.W:m:next,1,0&lang=es');
  equal(asked(query), {
    preset: 'course',
    checkpoint: 'abc.3',
    step: 5,
    cell: { address: 'l1.W:m:next', at: [1, 0] },
    lang: 'es',
  });
});

test('a number that the page chose by itself is not part of the link', () => {
  equal(
    write({
      preset: null,
      checkpoint: null,
      cursor: -1,
      selection: { address: 'l1.y', at: [0, 0], auto: true },
      lang: 'en',
    }),
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

test('a listener hears only of its own slice, at once and at each change', () => {
  const store = createStore({ cursor: 0, lang: 'en' });
  const heard = [];
  const leave = store.on(
    (state) => state.cursor,
    (cursor) => heard.push(cursor),
  );
  store.set({ lang: 'es' });
  store.set({ cursor: 1 });
  leave();
  store.set({ cursor: 2 });
  equal(heard, [0, 1]);
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
  const query = write(
    /** @type {any} */ ({
      preset: null,
      checkpoint: null,
      cursor: 2,
      selection: null,
      lang: 'en',
      lesson: null,
      pins,
    }),
  );
  equal(query, '?step=2&pin=l1.W,0,1&pin=loss.E&lang=en');
  equal(read(query).pins, pins);
  equal(read('?pin=l1.W,x').pins, []);
});
