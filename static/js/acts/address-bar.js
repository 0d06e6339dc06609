// @ts-check
/**
 * Keeps the address bar in step with the page: a new checkpoint, or a lesson's next scene, is a new
 * entry of the history; a step is not.
 */
import { follows, restsAt, standing, stood } from '../lib/standing.js';
import { address, lessonOf, read } from '../platform/url.js';
import { createNow, placeOf } from './entry.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Store} Store */

/** While a training goes on, the address follows it so often, in milliseconds. */
const FOLLOWS = 1000;

/**
 * @param {Store} store
 * @param {import('../types.js').Actions} act
 * @param {import('./teaching.js').Teaching} teacher
 */
export function keepAddress(store, act, teacher) {
  let shown = placeOf(store.get());
  let viewed = store.get().runs.learning;
  let travelling = false;
  const now = createNow(store, () => travelling);
  const turning = createTurning(store);

  onTravelling(createTravel(store, act, teacher), {
    begin: () => {
      now.forget();
      travelling = true;
    },
    end: () => {
      travelling = false;
      shown = placeOf(store.get());
      now.soon();
    },
  });
  store.on(placeOf, (place) => {
    const onTheWay = turning.isOnTheWay();
    if (place === null || place === shown || !store.get().stage.checkpoint) return;
    const turned = turning.hasTurned();
    shown = place;
    if (travelling || (onTheWay && !turned)) return now.soon();
    now.write();
    began.settle();
    history.pushState({ place }, '', address(store.get()));
  });
  /** The other view is another entry too, whether a training goes on or not. */
  store.on(
    ({ runs }) => runs.learning,
    (learning) => {
      if (learning === viewed) return;
      viewed = learning;
      if (travelling || !store.get().stage.checkpoint || shown === null) return;
      now.write();
      history.pushState({ place: shown }, '', address(stood(store.get())));
    },
  );
  const began = followTraining(store, now);
  store.onAny(({ stage, focus }) => [stage.cursor, focus.selection], now.soon);
  store.onAny(
    ({ focus, reader }) => [focus.pins, focus.sample, reader.lang, reader.manner],
    () => {
      now.soon();
      now.write(); // chosen, and not in rows as steps are
    },
  );
}

/**
 * Whether another place is one to come back to.
 * @param {Store} store
 */
function createTurning(store) {
  let way = store.get().stage.past;
  let scene = store.get().teaching.lesson?.index;
  return {
    /** Of a number that is being dragged: no place to come back to. */
    isOnTheWay: () => {
      const same = store.get().stage.past === way;
      way = store.get().stage.past;
      return same;
    },
    /** The lesson is at another scene than when this was asked last. */
    hasTurned: () => {
      const turned = scene !== store.get().teaching.lesson?.index;
      scene = store.get().teaching.lesson?.index;
      return turned;
    },
  };
}

/**
 * Shows what an entry of the history stands for.
 * @param {Store} store
 * @param {import('../types.js').Actions} act
 * @param {import('./teaching.js').Teaching} teacher
 */
function createTravel(store, act, teacher) {
  return async (/** @type {import('./entry.js').Entry | null} */ entry) => {
    const wanted = read(location.search);
    if (wanted.training !== store.get().runs.learning) act.learning();
    // only the view, or the step, is another: a training goes on
    if (entry?.place === placeOf(store.get()) && follows(store.get())) return undefined;
    const name = lessonOf(location.pathname);
    const { lesson } = store.get().teaching;
    if (!name && lesson) store.set({ teaching: { lesson: null } });
    if (name && name !== lesson?.plot.name) return teacher.open(name, wanted.scene, wanted);
    if (name && lesson?.index !== wanted.scene) return teacher.enter(wanted.scene, wanted);
    if (restsAt(store.get(), wanted.checkpoint)) act.goto(wanted.step);
    else await act.open(wanted);
  };
}

/**
 * @param {(entry: import('./entry.js').Entry | null) => Promise<void>} travel
 * @param {{begin: () => void, end: () => void}} hears   end: unless the reader has gone on
 *   meanwhile
 */
function onTravelling(travel, { begin, end }) {
  let trips = 0;
  addEventListener('popstate', async ({ state }) => {
    begin();
    const trip = ++trips;
    await travel(state);
    if (trip === trips) end();
  });
}

/**
 * The entry of a training that the reader follows, while it goes on.
 * @param {Store} store
 * @param {ReturnType<typeof createNow>} now
 */
function followTraining(store, now) {
  /** Where the training began. @type {State | null} */
  let start = null;
  let following = 0;
  store.on(follows, (going) => {
    if (going) start = store.get();
    else now.soon();
  });
  store.on(
    ({ runs }) => runs.training,
    (training) => {
      if (!training) start = null;
    },
  );
  store.on(
    ({ runs }) => runs.training?.now,
    () => {
      if (!follows(store.get())) return;
      clearTimeout(following);
      following = window.setTimeout(now.soon, Math.max(0, FOLLOWS - now.since()));
    },
  );
  return {
    /** Its entry stands again for where it began, or, for who leaves it, for where it was left. */
    settle: () => {
      if (start) history.replaceState(history.state, '', address(leftAt(start, store.get())));
    },
  };
}

/**
 * @param {State} start
 * @param {State} state
 */
function leftAt(start, state) {
  const left = state.stage.past.back.at(-1)?.id;
  const stage = { ...state.stage, checkpoint: start.stage.checkpoint };
  const stayed = state.stage.checkpoint?.id === standing({ ...state, stage });
  return !left || stayed ? start : at(start, left);
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
const at = (state, id) =>
  state.stage.checkpoint
    ? {
        ...state,
        runs: { ...state.runs, training: null },
        stage: { ...state.stage, checkpoint: { ...state.stage.checkpoint, id } },
      }
    : state;
