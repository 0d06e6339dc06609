// @ts-check
/** For who does not see a training: how it goes, in a sentence now and then, and how it ended. */
import { endedIn, saidOf } from './words.js';

/** Between two sentences, in milliseconds. */
const APART = 5000;

/**
 * @param {HTMLElement} heard   what stands in it is read aloud
 * @param {import('./view.js').Context} context
 */
export function speak(heard, { store, t }) {
  let last = 0;
  const say = (/** @type {string} */ words) => {
    last = Date.now();
    heard.textContent = words;
  };
  store.on(
    ({ runs }) => runs.live,
    (live) => {
      if (live && store.get().runs.learning && Date.now() - last >= APART)
        say(saidOf(store.get(), t));
    },
  );
  store.on(
    ({ runs }) => runs.ended,
    () => {
      const ended = endedIn(store.get(), t);
      if (ended && store.get().runs.learning) say(`${ended.words} ${saidOf(store.get(), t)}`);
    },
  );
}
