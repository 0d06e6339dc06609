// @ts-check
/**
 * Leads through a lesson: puts the stage where a scene wants it, notices what was done, and lets
 * the reader wander off and return.
 */
import { ApiProblem } from '../platform/api/no-answer.js';
import { nowhere } from '../lib/astray.js';
import { namingAt, toldOf } from '../lib/guess.js';
import { idOf } from '../lib/checkpoint-id.js';
import { isDone, isRight, NEAR, settingOf, stepOf } from '../lib/lesson.js';
import { keptOf, withDone } from '../lib/lesson-kept.js';
import { text } from '../lib/names.js';
import { readTyped } from '../lib/number.js';
import { restsAt } from '../lib/standing.js';
import { hiding } from '../lib/together.js';
import { keepDone, keepPage } from './teaching.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../lib/lesson.js').Lesson} Lesson */
/** @typedef {import('../lib/lesson.js').Scene} Scene */
/** @typedef {import('../lib/lesson.js').Place} Place */
/** @typedef {import('../platform/url.js').Wanted} Wanted */
/** @typedef {NonNullable<import('../types.js').State['teaching']['lesson']>} Open */

/**
 * @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'> & {guard:
 *   import('./guard.js').Guard}} context
 */
export function createTeacher({ store, api, act, guard }) {
  /** @type {Map<string, Promise<Checkpoint>>} */
  const starts = new Map();

  /**
   * The checkpoint of a network of the lesson at an iteration; made once.
   * @param {Lesson} lesson
   * @param {Place & {edit?: Scene['edit']}} place
   */
  const placeOf = (lesson, { network, edit, iteration = 0 }) => {
    const key = JSON.stringify([lesson.name, network, edit, iteration]);
    if (!starts.has(key)) {
      const made = make(lesson.networks[network], edit, iteration);
      starts.set(key, made);
      made.catch(() => starts.delete(key));
    }
    return /** @type {Promise<Checkpoint>} */ (starts.get(key));
  };

  /** The checkpoint at which a scene plays. @param {Lesson} lesson @param {number} index */
  const stageOf = (lesson, index) => placeOf(lesson, settingOf(lesson, index));

  /** @param {any} description @param {Scene['edit']} edit @param {number} iteration */
  const make = async (description, edit, iteration) => {
    let made = await api.create(description);
    if (edit)
      made = await api.edit(made.id, {
        description: { network: { layers: withInserted(made, edit.insert) } },
      });
    return iteration ? api.checkpoint(idOf(made.base, made.iteration + iteration)) : made;
  };

  /**
   * What a scene speaks of besides its stage.
   * @param {Lesson} lesson
   * @param {Scene} scene
   * @returns {Promise<import('../types.js').Beside>}
   */
  const besideOf = async (lesson, { before, compare }) => {
    const traceOf = async (/** @type {Place} */ place) =>
      api.trace((await placeOf(lesson, place)).id);
    const lossesOf = async (/** @type {Place} */ place) =>
      (
        await api.history(
          (
            await placeOf(lesson, {
              ...place,
              iteration: Math.max(...(compare?.iterations ?? [0])),
            })
          ).id,
        )
      ).losses;
    const places = compare?.places ?? [];
    const [past, traces, losses] = await Promise.all([
      before ? traceOf(before) : null,
      compare?.what === 'loss' ? [] : Promise.all(places.map(traceOf)),
      compare?.what === 'loss' ? Promise.all(places.map(lossesOf)) : [],
    ]);
    return { before: past, traces, losses };
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
        stageOf(lesson.plot, index),
        besideOf(lesson.plot, scene),
      ]);
      // the reader has turned the page meanwhile
      if (store.get().teaching.lesson?.index !== index) return;
      if (!restsAt(store.get(), checkpoint.id)) await act.visit(checkpoint);
      const {
        stage: { trace },
        teaching: { lesson: now },
      } = store.get();
      if (!now || now.index !== index || trace?.checkpoint !== checkpoint.id) return;
      for (const { key } of hiding(trace, store.get().focus.opened, scene.highlight)) act.turn(key);
      act.goto(stepOf(trace, scene.step));
      if (scene.select) act.select(scene.select.address, scene.select.at);
      store.set({ teaching: { lesson: { ...now, stand: trace, beside } } });
      if (at?.checkpoint) await find(at);
      if (again && ANSWERED.includes(scene.ask?.do ?? ''))
        showAnswer(trace, scene, !at?.checkpoint);
    });

  /**
   * What was answered stays answered.
   * @param {import('../types.js').Trace} stand
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
    const there =
      checkpoint === store.get().stage.checkpoint?.id
        ? null
        : await api.checkpoint(checkpoint ?? '').catch((error) => {
            if (!(error instanceof ApiProblem)) throw error;
            const parts = [nowhere({ checkpoint, preset: null }, [])];
            store.set({ server: { astray: { opened: true, parts } } });
            return null;
          });
    if (there) await act.visit(there);
    if (store.get().stage.checkpoint?.id !== checkpoint) return;
    act.goto(step);
    if (cell && cell.address in (store.get().stage.trace?.tensors ?? {}))
      act.select(cell.address, cell.at);
  };

  const notice = () => {
    const {
      teaching: { lesson },
      stage: { trace, cursor },
      focus: { selection },
    } = store.get();
    const ask = lesson?.plot.scenes[lesson.index].ask;
    if (!lesson?.stand || !ask || lesson.done) return;
    if (isDone(ask, lesson.stand, { trace, cursor, selection }))
      store.set({ teaching: { lesson: { ...lesson, done: true } } });
  };
  store.on((state) => state.stage.cursor, notice);
  store.on((state) => state.focus.selection, notice);
  store.on((state) => state.stage.trace, notice);

  /** @type {Open | null} */
  let last = null;
  store.on(
    (state) => state.teaching.lesson,
    (lesson) => {
      if (lesson && store.get().teaching.left) store.set({ teaching: { left: null } });
      if (!lesson && last && !isLast(last)) store.set({ teaching: { left: pageOf(last) } });
      // who only opens a lesson has not gone on in it
      if (lesson?.index) keepPage(isLast(lesson) ? null : pageOf(lesson));
      if (lesson?.done && lesson.stand) remember(lesson, lesson.index);
      last = lesson;
    },
  );

  /**
   * A scene is done when what it asks for is; one that asks for nothing, when the reader goes on.
   * @param {Open} lesson
   * @param {number} index
   */
  const remember = ({ plot, tries }, index) => {
    const { walked } = store.get().teaching;
    const { id, ask } = plot.scenes[index];
    const next = withDone(walked, plot.name, id, ask?.do === 'guess' && tries === 0);
    if (next === walked) return;
    keepDone(next);
    store.set({ teaching: { walked: next } });
  };

  /** @param {string} name @param {number} [index] @param {Wanted} [at] */
  const open = (name, index = 0, at) =>
    guard(async () => {
      const plot = await api.lesson(name);
      store.set({ teaching: { lesson: { plot, index: 0, ...BEGUN } } });
      const last = plot.scenes.length - 1;
      await enter(Math.max(0, Math.min(last, index)), at);
      const parts = [
        ...(at?.unread ?? []).map((text) => ({ key: 'astray.unread', slots: { text } })),
        ...(index > last
          ? [{ key: 'astray.scene', slots: { scene: index + 1, count: last + 1 } }]
          : []),
      ];
      if (parts.length) store.set({ server: { astray: { opened: true, parts } } });
    });

  /** @param {import('../lib/guess.js').Told} told */
  const wrong = (told) => {
    const { lesson } = store.get().teaching;
    if (lesson) store.set({ teaching: { lesson: { ...lesson, told, tries: lesson.tries + 1 } } });
  };

  return {
    open,
    enter,
    /** On to the next scene; the last one ends the lesson. */
    next() {
      const { lesson } = store.get().teaching;
      if (!lesson) return;
      if (!lesson.plot.scenes[lesson.index].ask) remember(lesson, lesson.index);
      if (isLast(lesson)) store.set({ teaching: { lesson: null, finished: lesson.plot } });
      else enter(lesson.index + 1);
    },
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
        const { value, wrong: unread } = readTyped(typed);
        const about = { name: text(ask.address, stand), guess: typed.trim() };
        if (value === undefined)
          return wrong([{ name: unread === 'words' ? 'typed' : unread, slots: about }]);
        if (isRight(stand, ask, value)) {
          if (store.get().stage.trace?.checkpoint !== stand.checkpoint)
            await act.visit(await stageOf(lesson.plot, lesson.index));
          if (store.get().teaching.lesson?.stand === stand) showAnswer(stand, scene);
          return;
        }
        const near = { guess: value, within: ask.within ?? NEAR };
        const slips = await api.slips(stand.checkpoint, ask.address, ask.at, near);
        if (store.get().teaching.lesson?.stand !== stand) return;
        wrong(toldOf(slips, about, namingAt(stand, ask.address)));
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
    leave: () => store.set({ teaching: { lesson: null } }),
    /** Back to the scene that was left. */
    resume() {
      const { left } = store.get().teaching;
      if (left) open(left.name, left.index);
    },
  };
}

/** What is answered in the card itself: once right, its answer is there whenever the scene is. */
const ANSWERED = ['guess', 'choose'];

/** @param {Open} lesson */
const pageOf = ({ plot, index }) => ({ name: plot.name, index, count: plot.scenes.length });

/** A scene in which nothing has been done yet, and whose stage does not stand. */
const BEGUN = {
  done: false,
  again: false,
  told: null,
  tries: 0,
  stand: null,
  beside: { before: null, traces: [], losses: [] },
};

/** @param {Open} lesson */
const isLast = ({ plot, index }) => index === plot.scenes.length - 1;

/**
 * The layers as they are, with one more.
 * @param {Checkpoint} checkpoint
 * @param {{after: string, layer: any}} insert
 */
function withInserted(checkpoint, { after, layer }) {
  return checkpoint.nodes
    .filter((node) => node.role === 'layer')
    .flatMap((node) => (node.id === after ? [{ from: node.id }, layer] : [{ from: node.id }]));
}
