// @ts-check
/** Leads through a lesson: puts the stage where a scene wants it, notices what was done, and lets the reader wander off and return. */
import { keep, recall } from './kept.js';
import { isDone, isRight, settingOf, stepOf } from './lib/lesson.js';
import { text } from './lib/names.js';
import { readNumber } from './lib/number.js';
import { slipOf } from './lib/slips.js';

/** @typedef {import('./types.js').Checkpoint} Checkpoint */
/** @typedef {import('./lib/lesson.js').Lesson} Lesson */
/** @typedef {import('./url.js').Wanted} Wanted */

/** @param {Pick<import('./types.js').Context, 'store' | 'api' | 'act'> & {guard: import('./guard.js').Guard}} context */
export function createTeacher({ store, api, act, guard }) {
  /** @type {Map<string, Promise<Checkpoint>>} */
  const starts = new Map();

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

  /** @param {number} index @param {Wanted} [at]   where in the scene, as a link says; its beginning without one */
  const enter = (index, at) => guard(async () => {
    const { lesson } = store.get();
    if (!lesson) return;
    const scene = lesson.plot.scenes[index];
    store.set({ lesson: { ...lesson, index, ...BEGUN } });
    const checkpoint = await stageOf(lesson.plot, index);
    if (store.get().lesson?.index !== index) return; // the reader has turned the page meanwhile
    if (store.get().trace?.checkpoint !== checkpoint.id) await act.visit(checkpoint);
    const { trace, lesson: now } = store.get();
    if (!now || now.index !== index || trace?.checkpoint !== checkpoint.id) return;
    act.goto(stepOf(trace, scene.step));
    if (scene.select) act.select(scene.select.address, scene.select.at);
    store.set({ lesson: { ...now, stand: trace } });
    if (at?.checkpoint) await find(at);
  });

  /** The moment of a link into a scene; one that the server has forgotten leaves the scene at its beginning. @param {Wanted} wanted */
  const find = async ({ checkpoint, step, cell }) => {
    const there = checkpoint === store.get().checkpoint?.id ? null : await api.checkpoint(checkpoint ?? '').catch(() => null);
    if (there) await act.visit(there);
    if (store.get().checkpoint?.id !== checkpoint) return;
    act.goto(step);
    if (cell && cell.address in (store.get().trace?.tensors ?? {})) act.select(cell.address, cell.at);
  };

  const notice = () => {
    const { lesson, trace, cursor, selection } = store.get();
    const ask = lesson?.plot.scenes[lesson.index].ask;
    if (!lesson?.stand || !ask || lesson.done) return;
    if (isDone(ask, lesson.stand, { trace, cursor, selection })) store.set({ lesson: { ...lesson, done: true } });
  };
  store.on((state) => state.cursor, notice);
  store.on((state) => state.selection, notice);
  store.on((state) => state.trace, notice);

  /** @type {import('./types.js').State['lesson']} */
  let last = null;
  store.on((state) => state.lesson, (lesson) => {
    if (lesson && store.get().left) store.set({ left: null });
    if (!lesson && last && !isLast(last)) store.set({ left: pageOf(last) });
    if (lesson?.index) keep(KEPT, isLast(lesson) ? '' : JSON.stringify(pageOf(lesson))); // who only opens a lesson has not gone on in it
    last = lesson;
  });
  store.set({ left: remembered() });

  /** @param {string} name @param {number} [index] @param {Wanted} [at] */
  const open = (name, index = 0, at) => guard(async () => {
    const plot = await api.lesson(name);
    store.set({ lesson: { plot, index: 0, ...BEGUN } });
    await enter(Math.max(0, Math.min(plot.scenes.length - 1, index)), at);
  });

  return {
    open,
    enter,
    /** A typed guess: right ones go on, of wrong ones it is told which slip leads to them. @param {string} typed */
    guess: (typed) => guard(async () => {
      const { lesson } = store.get(), stand = lesson?.stand, ask = lesson?.plot.scenes[lesson.index].ask;
      if (!lesson || !stand?.checkpoint || !ask?.address || !ask.at) return;
      const value = readNumber(typed), right = value !== null && isRight(stand, ask, value);
      /** @type {import('./lib/slips.js').Slip | null} */
      let slip = { name: 'typed', value: NaN, slots: {} };
      if (right && store.get().trace?.checkpoint !== stand.checkpoint) await act.visit(await stageOf(lesson.plot, lesson.index));
      if (value !== null && !right) slip = slipOf(value, await api.explain(stand.checkpoint, ask.address, ask.at), stand, NEAR);
      const { lesson: now } = store.get();
      if (now?.stand !== stand) return; // the reader has turned the page meanwhile
      if (!right) return store.set({ lesson: { ...now, told: { name: slip?.name ?? 'none', slots: { name: text(ask.address, stand), ...slip?.slots, guess: typed.trim() } } } });
      act.goto(stepOf(stand, ask.address));
      act.select(ask.address, ask.at);
      store.set({ lesson: { ...now, done: true, told: null } });
    }),
    leave: () => store.set({ lesson: null }),
    /** Back to the scene that was left. */
    resume() {
      const { left } = store.get();
      if (left) open(left.name, left.index);
    },
  };
}

/** Where the browser keeps the page of the lesson that was open last. */
const KEPT = 'backstep.lesson';

/** @param {NonNullable<import('./types.js').State['lesson']>} lesson */
const pageOf = ({ plot, index }) => ({ name: plot.name, index, count: plot.scenes.length });

/** The lesson that was left on another visit. @returns {import('./types.js').State['left']} */
function remembered() {
  try {
    const { name, index, count } = JSON.parse(recall(KEPT) || '{}');
    return typeof name === 'string' && index < count ? { name, index, count } : null;
  } catch {
    return null; // written by somebody else
  }
}

/** A scene in which nothing has been done yet, and whose stage does not stand. */
const BEGUN = { done: false, told: null, stand: null };

/** How near to what a slip gives a wrong guess must be. */
const NEAR = 0.005;

/** @param {NonNullable<import('./types.js').State['lesson']>} lesson */
const isLast = ({ plot, index }) => index === plot.scenes.length - 1;

/** The layers as they are, with one more. @param {Checkpoint} checkpoint @param {{after: string, layer: any}} insert */
function withInserted(checkpoint, { after, layer }) {
  return checkpoint.nodes.filter((node) => node.role === 'layer')
    .flatMap((node) => (node.id === after ? [{ from: node.id }, layer] : [{ from: node.id }]));
}
