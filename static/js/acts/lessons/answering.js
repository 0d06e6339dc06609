// @ts-check
/** What the reader answers: a typed guess, one of the options, or what is done on the stage. */
import { namingAt, toldOf } from '../../lib/guess.js';
import { isDone, isRight, NEAR } from '../../lib/lesson.js';
import { text } from '../../lib/names.js';
import { readTyped } from '../../lib/number.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('./scenes.js').Parts} Parts */

/**
 * @param {Parts} parts
 * @param {ReturnType<typeof import('./scenes.js').createScenes>} scenes
 */
export function answeringActs({ store, api, act, guard, places }, { showAnswer }) {
  /**
   * It counts; where something else has been answered meanwhile, that is what is spoken of.
   * @param {import('../../lib/guess.js').Told} told
   * @param {boolean} [late]
   */
  const wrong = (told, late = false) => {
    const { lesson } = store.get().teaching;
    if (!lesson) return;
    const said = late ? lesson.told : told;
    store.set({ teaching: { lesson: { ...lesson, told: said, tries: lesson.tries + 1 } } });
  };
  let answers = 0;
  /** Whether the scene still stands there. @param {Trace} stand */
  const stillAt = (stand) => store.get().teaching.lesson?.stand === stand;

  return {
    /**
     * A typed guess: right ones go on, of wrong ones it is told which slips lead to them.
     * @param {string} typed
     */
    guess: (typed) =>
      guard(async () => {
        const { lesson } = store.get().teaching;
        const stand = lesson?.stand;
        const scene = lesson?.plot.scenes[lesson.index];
        const ask = scene?.ask;
        if (!lesson || !stand?.checkpoint || !scene || !ask?.address || !ask.at) return;
        const mine = ++answers;
        const { value, wrong: unread } = readTyped(typed);
        const about = { name: text(ask.address, stand), guess: typed.trim() };
        if (value === undefined)
          return wrong([{ name: unread === 'words' ? 'typed' : unread, slots: about }]);
        if (isRight(stand, ask, value)) {
          if (store.get().stage.trace?.checkpoint !== stand.checkpoint)
            await act.visit(await places.stageOf(lesson.plot, lesson.index));
          if (stillAt(stand)) showAnswer(stand, scene);
          return;
        }
        const near = { guess: value, within: ask.within ?? NEAR };
        const slips = await api.slips(stand.checkpoint, ask.address, ask.at, near);
        if (stillAt(stand))
          wrong(toldOf(slips, about, namingAt(stand, ask.address)), mine !== answers);
      }),
    /** One of the scene's options. @param {number} index */
    choose(index) {
      const { lesson } = store.get().teaching;
      const ask = lesson?.plot.scenes[lesson.index].ask;
      if (!lesson?.stand || lesson.done || !ask) return;
      if (index === ask.right)
        store.set({ teaching: { lesson: { ...lesson, done: true, told: null } } });
      else wrong([{ name: 'choice', slots: { index } }]);
    },
  };
}

/**
 * What a scene asks for on the stage is noticed once it is done.
 * @param {import('../../types.js').Store} store
 */
export function noticeDone(store) {
  const notice = () => {
    const { teaching, stage, focus } = store.get();
    const { lesson } = teaching;
    const ask = lesson?.plot.scenes[lesson.index].ask;
    if (!lesson?.stand || !ask || lesson.done) return;
    const { trace, cursor } = stage;
    if (isDone(ask, lesson.stand, { trace, cursor, selection: focus.selection }))
      store.set({ teaching: { lesson: { ...lesson, done: true } } });
  };
  store.on((state) => state.stage.cursor, notice);
  store.on((state) => state.focus.selection, notice);
  store.on((state) => state.stage.trace, notice);
}
