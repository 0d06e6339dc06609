// @ts-check
/** Leads through a lesson: puts the stage where a scene wants it, notices what was done, and lets the reader wander off and return. */
import { isDone, isRight, settingOf, stepOf } from './lib/lesson.js';

/** @typedef {import('./types.js').Checkpoint} Checkpoint */
/** @typedef {import('./lib/lesson.js').Lesson} Lesson */

/** @param {Pick<import('./types.js').Context, 'store' | 'api' | 'act'> & {guard: import('./guard.js').Guard}} context */
export function createTeacher({ store, api, act, guard }) {
  /** @type {Map<string, Promise<Checkpoint>>} */
  const starts = new Map();
  /** @type {import('./lib/lesson.js').Moment} */
  let start = { trace: null, cursor: -1, selection: null };

  /** The checkpoint at which a scene plays; made once. @param {Lesson} lesson @param {number} index */
  const stageOf = (lesson, index) => {
    const { network, edit, iteration = 0 } = settingOf(lesson, index);
    const key = JSON.stringify([lesson.name, network, edit, iteration]);
    if (!starts.has(key)) {
      const made = make(lesson.networks[network], edit, iteration);
      starts.set(key, made);
      made.catch(() => starts.delete(key));
    }
    return /** @type {Promise<Checkpoint>} */ (starts.get(key));
  };

  /** @param {any} description @param {import('./lib/lesson.js').Scene['edit']} edit @param {number} iteration */
  const make = async (description, edit, iteration) => {
    let made = await api.create(description);
    if (edit) made = await api.edit(made.id, { description: { network: { layers: withInserted(made, edit.insert) } } });
    return iteration ? api.checkpoint(`${made.base}.${made.iteration + iteration}`) : made;
  };

  /** @param {number} index */
  const enter = (index) => guard(async () => {
    const { lesson } = store.get();
    if (!lesson) return;
    const scene = lesson.plot.scenes[index];
    start = { trace: null, cursor: -1, selection: null }; // nothing has been done until the scene stands
    store.set({ lesson: { ...lesson, index, done: false, hint: false } });
    const checkpoint = await stageOf(lesson.plot, index);
    if (store.get().lesson?.index !== index) return; // the reader has turned the page meanwhile
    if (store.get().trace?.checkpoint !== checkpoint.id) await act.visit(checkpoint);
    const { trace } = store.get();
    if (trace) act.goto(stepOf(trace, scene.step));
    if (scene.select) act.select(scene.select.address, scene.select.at);
    const { cursor, selection } = store.get();
    start = { trace, cursor, selection };
  });

  const notice = () => {
    const { lesson, trace, cursor, selection } = store.get();
    const ask = lesson?.plot.scenes[lesson.index].ask;
    if (!lesson || !ask || lesson.done || !start.trace) return;
    if (isDone(ask, start, { trace, cursor, selection })) store.set({ lesson: { ...lesson, done: true } });
  };
  store.on((state) => state.cursor, notice);
  store.on((state) => state.selection, notice);
  store.on((state) => state.trace, notice);

  return {
    /** @param {string} name @param {number} [index] */
    open: (name, index = 0) => guard(async () => {
      const plot = await api.lesson(name);
      const first = Math.max(0, Math.min(plot.scenes.length - 1, index));
      start = { trace: null, cursor: -1, selection: null };
      store.set({ lesson: { plot, index: first, done: false, hint: false } });
      await enter(first);
    }),
    enter,
    /** A typed guess: right ones go on, wrong ones are told so. @param {number} guess */
    guess(guess) {
      const { lesson, trace } = store.get(), ask = lesson?.plot.scenes[lesson.index].ask;
      if (!lesson || !trace || !ask?.address || !ask.at) return;
      if (!isRight(trace, ask, guess)) return store.set({ lesson: { ...lesson, hint: true } });
      act.goto(stepOf(trace, ask.address));
      act.select(ask.address, ask.at);
      store.set({ lesson: { ...lesson, done: true, hint: false } });
    },
    leave: () => store.set({ lesson: null }),
  };
}

/** The layers as they are, with one more. @param {Checkpoint} checkpoint @param {{after: string, layer: any}} insert */
function withInserted(checkpoint, { after, layer }) {
  return checkpoint.nodes.filter((node) => node.role === 'layer')
    .flatMap((node) => (node.id === after ? [{ from: node.id }, layer] : [{ from: node.id }]));
}
