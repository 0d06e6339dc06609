// @ts-check
/** Everything that a person can do, in one place: buttons, keys and links all come here. */
import { amiss, isThere, nowhere } from '../lib/astray.js';
import { baseOf, idOf, iterationOf } from '../lib/checkpoint-id.js';
import { ApiProblem } from '../platform/api/no-answer.js';
import { pointedOut } from './follow.js';
import { veiled } from '../lib/guess.js';
import { visited } from '../lib/undo.js';
import { follows, standing } from '../lib/standing.js';
import { endOf, firstBroken, otherBlock } from '../lib/steps.js';
import { createReading } from './viewpoint.js';
import { createSweep } from '../platform/sweep.js';
import { createVisiting } from './visiting.js';
import { read } from '../platform/url.js';

/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Phase} Phase */
/** @typedef {import('../types.js').State} State */
/** @typedef {import('../platform/url.js').Wanted} Wanted */

/**
 * @typedef {object} EditOptions
 * @property {import('../lib/same-moment.js').Rename} [rename]
 * @property {(problem: import('../types.js').Problem) => void} [refused]   hears what the server
 *   says against it, in place of the page's message
 * @property {string} [from]   the checkpoint to change: what is shown was on the way only, and undo
 *   leads past it
 */

/** One step at speed 1, in milliseconds. */
const BEAT = 1600;

/**
 * @param {object} parts
 * @param {import('../types.js').Store} parts.store
 * @param {import('../types.js').Api} parts.api
 * @param {import('./guard.js').Guard} parts.guard
 * @param {ReturnType<typeof import('./reach.js').createReach>} parts.reach
 * @param {(lang: State['reader']['lang']) => Promise<void>} parts.speak   brings a language in
 * @param {import('../types.js').Translate} parts.t
 */
export function createActions({ store, api, guard, reach, speak, t }) {
  let timer = 0;

  /**
   * A step, and the number that it points out.
   * @param {import('../types.js').Trace} trace
   * @param {number} cursor
   */
  const momentAt = (trace, cursor) => {
    const to = Math.max(-1, Math.min(trace.steps.length - 1, cursor));
    return { stage: { cursor: to }, focus: { selection: to < 0 ? null : pointedOut(trace, to) } };
  };

  /** @param {number} cursor */
  const moveTo = (cursor) => {
    const { trace } = store.get().stage;
    if (trace) store.set(momentAt(trace, cursor));
  };

  const pause = () => {
    clearTimeout(timer);
    store.set({ stage: { playing: false } });
  };

  const reading = createReading(store, pause);
  const { waits } = reading;

  const beat = () => {
    const {
      stage: { trace, cursor, playing },
      reader: { speed },
    } = store.get();
    if (!playing || !trace) return;
    moveTo(cursor + 1);
    const now = store.get().stage.cursor;
    if (now >= trace.steps.length - 1 || now === firstBroken(trace) || veiled(store.get()))
      return pause();
    timer = window.setTimeout(beat, BEAT / speed);
  };

  const { turns, show, here, wayHere, leave, showEdited, returnTo, travel, busily, elsewhere } =
    createVisiting({ store, api, guard, reach, pause, moveTo, momentAt });

  /** @param {string} name @returns {Promise<Checkpoint>} */
  const create = (name) => {
    const preset = store.get().server.catalog.presets[name];
    if (!preset)
      throw new ApiProblem({
        title: '',
        status: 404,
        code: 'unknown_preset',
        errors: [],
        detail: t('problem.preset', { name }),
      });
    return api.create(preset.description);
  };

  /**
   * The checkpoint of a link; one that the server has forgotten is computed again from its preset.
   * @param {Wanted} wanted
   */
  const find = async ({ checkpoint, preset }) => {
    const first = preset ?? Object.keys(store.get().server.catalog.presets)[0];
    if (!checkpoint) return create(first);
    return api.checkpoint(checkpoint).catch(async (error) => {
      if (!preset || !(error instanceof ApiProblem) || error.problem.status !== 404) throw error;
      const { base, id } = await create(preset);
      const iteration = iterationOf(checkpoint);
      return api.checkpoint(iteration ? idOf(base, iteration) : id);
    });
  };

  /**
   * What the address bar asks for.
   * @param {Wanted} wanted
   * @param {import('../platform/store.js').Patch} [also]   what changes with it
   * @param {import('../types.js').Opening | null} [opening]   if it is at hand
   */
  const open = (wanted, also, opening) =>
    elsewhere(async (left) => {
      const checkpoint = opening?.checkpoint ?? (await find(wanted).catch(lost(wanted)));
      if (!checkpoint) return;
      const preset =
        wanted.preset ??
        (wanted.checkpoint ? null : Object.keys(store.get().server.catalog.presets)[0]);
      const at = { step: wanted.step, trace: opening?.trace, also: { ...also, stage: { preset } } };
      if (!(await show(left, checkpoint, at))) return;
      const { trace } = store.get().stage;
      if (!trace || store.get().stage.checkpoint?.id !== checkpoint.id) return;
      if (wanted.cell && isThere(wanted.cell, trace.tensors))
        store.set({ focus: { selection: wanted.cell } });
      const parts = amiss(wanted, trace);
      const pins = store.get().focus.pins.filter((pin) => isThere(pin, trace.tensors));
      const sample =
        wanted.sample !== null && wanted.sample < trace.batch.indices.length ? wanted.sample : null;
      if (parts.length)
        store.set({ server: { astray: { opened: true, parts } }, focus: { pins, sample } });
    });

  /** Of a link to what is not there; what is shown stays. @param {Wanted} wanted */
  const lost = (wanted) => (/** @type {unknown} */ error) => {
    if (!(error instanceof ApiProblem) || error.problem.status !== 404) throw error;
    const parts = [nowhere(wanted, Object.keys(store.get().server.catalog.presets))];
    store.set({ server: { astray: { opened: false, parts } } });
    return null;
  };

  /**
   * Gives one cell another number.
   * @type {(cell: Cell, value: number, options?: EditOptions) => Promise<void>}
   */
  const put = ({ address, at }, value, options) =>
    act.edit({ set: [{ address, at, value }] }, options);

  const act = {
    open,
    /** @param {number} cursor */
    goto(cursor) {
      pause();
      if (store.get().server.astray) act.stay();
      moveTo(cursor);
    },
    /** @param {number} by */
    step(by) {
      if (by > 0 && waits()) return;
      act.goto(store.get().stage.cursor + by);
    },
    /** @param {Phase} phase */
    endOf(phase) {
      const { trace } = store.get().stage;
      const end = trace && endOf(trace, phase);
      if (end !== null) act.goto(end);
    },
    /** @param {-1 | 1} direction */
    block(direction) {
      const { trace, cursor } = store.get().stage;
      const to = trace && otherBlock(trace, cursor, direction);
      if (to !== null) act.goto(to);
    },
    play() {
      const { trace, playing, cursor } = store.get().stage;
      if (playing) return pause();
      if (waits()) return;
      if (trace && cursor >= trace.steps.length - 1) moveTo(-1);
      store.set({ stage: { playing: true } });
      beat();
    },
    /** @param {State['reader']['speed']} speed */
    speed: (speed) => store.set({ reader: { speed } }),
    /** @param {string} address @param {number[] | null} at */
    select: (address, at) => {
      pause();
      store.set({ focus: { selection: at ? { address, at } : null } });
    },
    /** @param {string} name */
    preset: (name) => open({ ...read(''), preset: name }, { teaching: { lesson: null } }),
    next: () =>
      turns.take(() =>
        busily(async (left) => {
          const id = standing(store.get());
          if (!id) return;
          const next = await api.next(id);
          const way = visited(wayHere(), here(), next.id);
          leave();
          await show(left, next, { way });
        }),
      ),
    /**
     * Changes the network or its numbers: a new checkpoint, at the same step.
     * @param {unknown} change   as the API's edit takes it
     * @param {EditOptions} [options]
     */
    edit: (change, { rename, refused, from } = {}) =>
      turns.take(() =>
        busily(async (left) => {
          const {
            stage: { checkpoint },
            reader: { manner },
          } = store.get();
          const here = standing(store.get());
          if (!checkpoint || !here || manner.lock) return;
          const onTheWay = Boolean(from) && from !== checkpoint.id && !follows(store.get());
          try {
            const changed = await api.edit(from ?? here, change);
            await showEdited(left, changed, from ?? here, { rename, instead: onTheWay });
          } catch (error) {
            if (!refused || !(error instanceof ApiProblem)) throw error;
            refused(error.problem);
          }
        }),
      ),
    ...reading,
    put,
    /** Begins a drag of one number. */
    sweep: createSweep(store, put),
    /** Opens or closes the field in which the selected number is typed. @param {boolean} typing */
    type: (typing) => {
      pause();
      store.set({ focus: { typing: typing && !store.get().reader.manner.lock } });
    },
    undo: () => travel(-1),
    redo: () => travel(1),
    /**
     * Another moment of a run, at the same step.
     * @param {string} id
     * @param {boolean} [instead]   of the one shown, which undo will not find again
     */
    seek: (id, instead) => {
      const { checkpoint, preset } = store.get().stage;
      return returnTo(
        { id, preset: checkpoint?.base === baseOf(id) ? preset : null, cursor: -1 },
        { instead },
      );
    },
    /**
     * Another checkpoint, at the same step, that is found from where the reader stands.
     * @param {(id: string) => Promise<Checkpoint>} find
     */
    reach: (find) =>
      turns.take(async () => {
        const from = standing(store.get());
        if (from) await busily(async (left) => showEdited(left, await find(from), from));
      }),
    /**
     * Shows where a training has ended, unless the reader has gone elsewhere.
     * @param {string} id
     */
    arrive: (id) =>
      turns.take(async () => {
        if (follows(store.get())) await act.seek(id);
      }),
    /**
     * From one iteration to another, unless the reader has gone elsewhere, or a change that waited
     * has led away.
     * @param {string} from @param {string} to @param {boolean} instead   of the one shown
     */
    goOn: (from, to, instead) =>
      turns.take(async () => {
        if (store.get().stage.checkpoint?.id === from) await act.seek(to, instead);
      }),
    /** To the training, and back to the steps. */
    learning: () => {
      const { runs, reader } = store.get();
      if (reader.manner.hide.includes('drawer')) return;
      pause();
      store.set({ runs: { learning: !runs.learning }, reader: { sheet: false } });
    },
    /** The large one of a training. @param {State['runs']['picture']} picture */
    picture: (picture) => store.set({ runs: { picture }, focus: { unit: null } }),
    /**
     * The plane of one unit, in place of the whole network's.
     * @param {string} address
     * @param {number} j
     */
    enlarge: (address, j) =>
      store.set({ runs: { picture: 'plane' }, focus: { unit: { address, j } } }),
    /** The whole network's again. */
    whole: () => store.set({ focus: { unit: null } }),
    /** What the optimizer keeps is seen before the update too. */
    /** What the optimizer keeps of a block, or no longer. @param {string} node */
    unfold: (node) =>
      store.set({ focus: { unfolded: store.get().focus.unfolded === node ? null : node } }),
    /** Opens layers that stand as one block, or folds them again. @param {string} key */
    turn(key) {
      const { opened } = store.get().focus;
      const others = opened.filter((other) => other !== key);
      store.set({ focus: { opened: others.length < opened.length ? others : [...opened, key] } });
    },
    /**
     * Shows a checkpoint that takes work to reach.
     * @param {() => Promise<Checkpoint>} lead
     * @param {import('../lib/portable.js').View} at
     */
    bring: (lead, { step, cell, pins, sample, lang }) =>
      elsewhere(async (left) => {
        const there = await lead();
        const also = {
          stage: { preset: null },
          teaching: { lesson: null },
          focus: { pins, sample },
        };
        if (!(await show(left, there, { step, also }))) return;
        const spoken = store.get().server.languages.find((known) => known === lang);
        if (spoken) await act.lang(spoken);
        if (cell && cell.address in (store.get().stage.trace?.tensors ?? {}))
          store.set({ focus: { selection: cell } });
      }),
    present: () => {
      const { manner } = store.get().reader;
      store.set({ reader: { manner: { ...manner, present: !manner.present } } });
    },
    /** Shows a checkpoint that is at hand. @param {Checkpoint} checkpoint */
    visit: (checkpoint) =>
      elsewhere((left) => show(left, checkpoint, { also: { stage: { preset: null } } })),
    /** @param {State['reader']['lang']} lang */
    lang: (lang) =>
      guard(async () => {
        await speak(lang);
        store.set({ reader: { lang } });
      }),
    /** @param {State['reader']['theme']} theme */
    theme: (theme) => store.set({ reader: { theme } }),
    /** @param {boolean} sheet */
    sheet: (sheet) => store.set({ reader: { sheet } }),
    dismiss: () => store.set({ server: { problem: null } }),
    /** What a link asked for in vain has been read. */
    stay: () => store.set({ server: { astray: null } }),
    restart: () => {
      store.set({ server: { problem: null } });
      open(read(''), { teaching: { lesson: null } });
    },
    /** The list of lessons. */
    lessons: () => store.set({ teaching: { listing: true } }),
    help: () =>
      /** @type {HTMLDialogElement | null} */ (document.querySelector('dialog.help'))?.showModal(),
  };
  return act;
}
