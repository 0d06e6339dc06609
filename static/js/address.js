// @ts-check
/** Keeps the address bar in step with the page: a new checkpoint is a new entry of the history, a step is not. */
import { read, write } from './url.js';

/** Browsers refuse to rewrite the address more often than about this, in milliseconds. */
const PAUSE = 120;

/** What a step changes is painted first, in milliseconds. */
const PAINTED = 40;

/**
 * @param {import('./types.js').Store} store
 * @param {import('./types.js').Actions} act
 */
export function keepAddress(store, act) {
  let shown = store.get().checkpoint?.id ?? null, last = 0, timer = 0, way = store.get().past;

  const replace = () => {
    last = Date.now();
    history.replaceState(null, '', write(store.get()));
  };
  const soon = () => {
    clearTimeout(timer);
    if (!store.get().checkpoint) return;
    timer = window.setTimeout(replace, Math.max(PAINTED, last + PAUSE - Date.now()));
  };

  addEventListener('popstate', async () => {
    clearTimeout(timer);
    const wanted = read(location.search), { checkpoint, trace } = store.get();
    shown = wanted.checkpoint;
    if (trace && wanted.checkpoint === checkpoint?.id) act.goto(wanted.step);
    else await act.open(wanted);
  });

  store.on((state) => state.checkpoint, (checkpoint) => {
    const onTheWay = store.get().past === way; // of a number that is being dragged: no place to come back to
    way = store.get().past;
    if (!checkpoint || checkpoint.id === shown) return;
    shown = checkpoint.id;
    if (onTheWay) return soon();
    clearTimeout(timer);
    history.pushState(null, '', write(store.get()));
  });
  store.on((state) => state.cursor, soon);
  store.on((state) => state.selection, soon);
  store.on((state) => state.pins, soon);
  store.on((state) => state.lang, soon);
  store.on((state) => state.manner, soon);
  store.on((state) => state.lesson?.index, soon);
}
