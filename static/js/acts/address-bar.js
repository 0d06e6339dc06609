// @ts-check
/**
 * Keeps the address bar in step with the page: a new checkpoint, or a lesson's next scene, is a new
 * entry of the history; a step is not.
 */
import { follows, restsAt, standing, stood } from '../lib/standing.js';
import { address, lessonOf, read } from '../platform/url.js';

/** Browsers refuse to rewrite the address more often than about this, in milliseconds. */
const PAUSE = 120;

/** While a training goes on, the address follows it so often, in milliseconds. */
const FOLLOWS = 1000;

/** What a step changes is painted first, in milliseconds. */
const PAINTED = 40;

/**
 * What one entry of the history stands for; null while a scene is on its way to its stage.
 * @param {import('../types.js').State} state
 */
const placeOf = ({ teaching: { lesson }, stage: { checkpoint } }) =>
  lesson && !lesson.stand ? null : `${lesson ? lesson.index : ''} ${checkpoint?.id ?? ''}`;

/**
 * @param {import('../types.js').Store} store
 * @param {import('../types.js').Actions} act
 * @param {import('./teaching.js').Teaching} teacher
 */
export function keepAddress(store, act, teacher) {
  let shown = placeOf(store.get());
  let last = 0;
  let timer = 0;
  let way = store.get().stage.past;
  let travelling = false;
  let trips = 0;
  let scene = store.get().teaching.lesson?.index;

  const replace = () => {
    last = Date.now();
    history.replaceState(null, '', address(stood(store.get())));
  };
  const soon = () => {
    clearTimeout(timer);
    if (travelling || !store.get().stage.checkpoint || placeOf(store.get()) === null) return;
    timer = window.setTimeout(replace, Math.max(PAINTED, last + PAUSE - Date.now()));
  };

  /**
   * Shows what an entry of the history stands for.
   * @param {import('../platform/url.js').Wanted} wanted
   * @param {string | null} name   of its lesson
   */
  const travel = async (wanted, name) => {
    const { lesson } = store.get().teaching;
    if (!name && lesson) store.set({ teaching: { lesson: null } });
    if (name && name !== lesson?.plot.name) return teacher.open(name, wanted.scene, wanted);
    if (name && lesson?.index !== wanted.scene) return teacher.enter(wanted.scene, wanted);
    if (restsAt(store.get(), wanted.checkpoint)) act.goto(wanted.step);
    else await act.open(wanted);
  };

  addEventListener('popstate', async () => {
    clearTimeout(timer);
    const trip = ++trips;
    travelling = true;
    await travel(read(location.search), lessonOf(location.pathname));
    if (trip !== trips) return; // the reader has gone on meanwhile
    travelling = false;
    shown = placeOf(store.get());
    soon();
  });

  store.on(placeOf, (place) => {
    // of a number that is being dragged: no place to come back to
    const onTheWay = store.get().stage.past === way;
    way = store.get().stage.past;
    if (place === null || place === shown || !store.get().stage.checkpoint) return;
    const turned = scene !== store.get().teaching.lesson?.index;
    scene = store.get().teaching.lesson?.index;
    shown = place;
    if (travelling || (onTheWay && !turned)) return soon();
    clearTimeout(timer);
    if (began) history.replaceState(null, '', began.leave());
    history.pushState(null, '', address(store.get()));
  });
  /**
   * Of the training that the reader follows, while it goes on.
   * @type {{leave: () => string} | null}
   */
  let began = null;
  let following = 0;
  store.on(follows, (going) => {
    if (!going) return soon();
    const start = store.get();
    /** Its entry stands again for where it began, or, for who leaves it, for where it was left. */
    const leave = () => {
      const { checkpoint, past } = store.get().stage;
      const left = past.back.at(-1)?.id;
      return address(
        !left ||
          checkpoint?.id ===
            standing({
              ...store.get(),
              stage: { ...store.get().stage, checkpoint: start.stage.checkpoint },
            })
          ? start
          : at(start, left),
      );
    };
    began = { leave };
  });
  store.on(
    ({ runs }) => runs.training,
    (training) => {
      if (!training) began = null;
    },
  );
  store.on(
    ({ runs }) => runs.training?.now,
    () => {
      if (!follows(store.get())) return;
      clearTimeout(following);
      following = window.setTimeout(soon, Math.max(0, last + FOLLOWS - Date.now()));
    },
  );
  store.onAny(
    ({ stage, focus, reader }) => [
      stage.cursor,
      focus.selection,
      focus.pins,
      focus.sample,
      reader.lang,
      reader.manner,
    ],
    soon,
  );
}

/**
 * @param {import('../types.js').State} state
 * @param {string} id
 * @returns {import('../types.js').State}
 */
const at = (state, id) =>
  state.stage.checkpoint
    ? {
        ...state,
        runs: { ...state.runs, training: null },
        stage: { ...state.stage, checkpoint: { ...state.stage.checkpoint, id } },
      }
    : state;
