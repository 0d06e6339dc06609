// @ts-check
/** Entering a scene: its stage is shown where the scene wants it, or where a link into it says. */
import { nowhere } from '../../lib/astray.js';
import { stepOf } from '../../lib/lesson.js';
import { keptOf } from '../../lib/lesson-kept.js';
import { restsAt } from '../../lib/standing.js';
import { hiding } from '../../lib/together.js';
import { ApiProblem } from '../../platform/api/no-answer.js';

/** @typedef {import('../../lib/lesson.js').Scene} Scene */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../platform/url.js').Wanted} Wanted */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */

/** What is answered in the card itself: once right, its answer is there whenever the scene is. */
const ANSWERED = ['guess', 'choose'];

/** A scene in which nothing has been done yet, and whose stage does not stand. */
export const BEGUN = {
  done: false,
  again: false,
  told: null,
  tries: 0,
  stand: null,
  beside: { before: null, traces: [], losses: [] },
};

/** @param {Open} lesson */
export const isLast = ({ plot, index }) => index === plot.scenes.length - 1;

/**
 * @typedef {Pick<import('../../types.js').Context, 'store' | 'api' | 'act'> & {guard:
 *   import('../guard.js').Guard, places: ReturnType<typeof
 *   import('./places.js').createPlaces>}} Parts
 */

/** @param {Parts} parts */
export function createScenes({ store, api, act, guard, places }) {
  /**
   * What was answered stays answered.
   * @param {Trace} stand
   * @param {Scene} scene
   * @param {boolean} [go]   to the step of the answer
   */
  const showAnswer = (stand, { ask }, go = true) => {
    if (go && ask?.do === 'guess' && ask.address && ask.at) {
      act.goto(stepOf(stand, ask.address));
      act.select(ask.address, ask.at);
    }
    const { lesson } = store.get().teaching;
    if (lesson?.stand === stand)
      store.set({ teaching: { lesson: { ...lesson, done: true, told: null } } });
  };

  /**
   * The moment of a link into a scene; one that the server has forgotten leaves the scene at its
   * beginning, and is named.
   * @param {Wanted} wanted
   */
  const find = async ({ checkpoint, step, cell }) => {
    if (checkpoint !== store.get().stage.checkpoint?.id) {
      const there = await api.checkpoint(checkpoint ?? '').catch((error) => {
        if (!(error instanceof ApiProblem)) throw error;
        const parts = [nowhere({ checkpoint, preset: null }, [])];
        store.set({ server: { astray: { opened: true, parts } } });
        return null;
      });
      if (there) await act.visit(there);
    }
    if (store.get().stage.checkpoint?.id !== checkpoint) return;
    act.goto(step);
    if (cell && cell.address in (store.get().stage.trace?.tensors ?? {}))
      act.select(cell.address, cell.at);
  };

  /** The stage as the scene wants it. @param {Trace} trace @param {Scene} scene */
  const arrange = (trace, scene) => {
    for (const { key } of hiding(trace, store.get().focus.opened, scene.highlight)) act.turn(key);
    act.goto(stepOf(trace, scene.step));
    if (scene.select) act.select(scene.select.address, scene.select.at);
  };

  /**
   * @param {number} index
   * @param {Wanted} [at]   where in the scene, as a link says; its beginning without one
   */
  const enter = (index, at) =>
    guard(async () => {
      const { lesson, walked } = store.get().teaching;
      if (!lesson) return;
      const scene = lesson.plot.scenes[index];
      const again = keptOf(walked, lesson.plot.name).done.includes(scene.id);
      store.set({ teaching: { lesson: { ...lesson, index, ...BEGUN, again } } });
      const [checkpoint, beside] = await Promise.all([
        places.stageOf(lesson.plot, index),
        places.besideOf(lesson.plot, scene),
      ]);
      // the reader has turned the page meanwhile
      if (store.get().teaching.lesson?.index !== index) return;
      if (!restsAt(store.get(), checkpoint.id)) await act.visit(checkpoint);
      const { trace } = store.get().stage;
      const now = store.get().teaching.lesson;
      if (now?.index !== index || trace?.checkpoint !== checkpoint.id) return;
      arrange(trace, scene);
      store.set({ teaching: { lesson: { ...now, stand: trace, beside } } });
      if (at?.checkpoint) await find(at);
      if (again && ANSWERED.includes(scene.ask?.do ?? ''))
        showAnswer(trace, scene, !at?.checkpoint);
    });

  return { enter, showAnswer };
}
