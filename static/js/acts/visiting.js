// @ts-check
/**
 * Going from one checkpoint to another: shown at the same step, remembered for undo, one after the
 * other.
 */
import { createTurns } from './in-turn.js';
import { along, before, visited } from '../lib/undo.js';
import { sameCell, sameStep } from '../lib/same-moment.js';
import { follows, standing } from '../lib/standing.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../platform/store.js').Patch} Patch */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {() => boolean} Left   whether something else has been opened meanwhile */

/** @param {import('../types.js').Step} step */
const written = (step) => step.writes;

/**
 * @param {object} parts
 * @param {import('../types.js').Store} parts.store
 * @param {import('../types.js').Api} parts.api
 * @param {import('./guard.js').Guard} parts.guard
 * @param {ReturnType<typeof import('./reach.js').createReach>} parts.reach
 * @param {() => void} parts.pause
 * @param {(cursor: number) => void} parts.moveTo
 * @param {(trace: Trace, cursor: number) => Patch} parts.momentAt
 */
export function createVisiting({ store, api, guard, reach, pause, moveTo, momentAt }) {
  let asked = 0;
  let era = 0;
  let wanted = 0;
  const turns = createTurns();

  /**
   * Shows a checkpoint, its trace asked for if it is not at hand; tells whether it did, and nothing
   * else was opened meanwhile.
   * @param {Left} left
   * @param {Checkpoint} wish
   * @param {{step?: number, instead?: boolean, way?: import('../lib/undo.js').Past, trace?: Trace |
   *   null, also?: Patch}} [at]   also: what changes with it
   */
  const show = async (
    left,
    wish,
    { step = -1, instead = false, way: led, trace: ready, also = {} } = {},
  ) => {
    if (left()) return false;
    const turn = asked;
    const [checkpoint, trace] = ready ? [wish, ready] : await reach.traced(wish, ready === null);
    if (turn !== asked) return false;
    pause();
    const way = wayHere();
    const past =
      led ??
      (instead && way.back.at(-1)?.id !== checkpoint.id
        ? way
        : visited(way, here(), checkpoint.id));
    const shown = {
      stage: { past, checkpoint, trace },
      server: { astray: null, problem: null },
      network: { draft: null },
      gradients: { check: null, checked: null },
      focus: { chain: null, explanation: null },
    };
    store.set(also, shown, momentAt(trace, step));
    return true;
  };

  /** @returns {import('../lib/undo.js').Spot | null} */
  const here = () => {
    const { preset, cursor } = store.get().stage;
    const id = standing(store.get());
    return id ? { id, preset, cursor } : null;
  };

  /**
   * The way to where the reader stands: while a training goes on, over the place where it began.
   */
  const wayHere = () => {
    const { past, checkpoint, preset, cursor } = store.get().stage;
    const id = standing(store.get());
    return checkpoint && id && id !== checkpoint.id
      ? visited(past, { id: checkpoint.id, preset, cursor }, id)
      : past;
  };

  /** The reader goes elsewhere: what was training ends, and is kept as far as it has come. */
  const leave = () => {
    const { training } = store.get().runs;
    if (training && follows(store.get()))
      store.set({ runs: { training: { ...training, left: true } } });
  };

  /**
   * Another network or other numbers, at the same step and cell.
   * @param {Left} left
   * @param {Checkpoint} checkpoint
   * @param {string} from   the checkpoint that was changed
   * @param {{rename?: import('../lib/same-moment.js').Rename, instead?: boolean}} [how]   instead
   *   of the checkpoint shown, which undo will not find again
   */
  const showEdited = async (left, checkpoint, from, { rename, instead = false } = {}) => {
    const {
      stage: { trace: old, cursor, checkpoint: shown },
      focus: { selection },
    } = store.get();
    if (checkpoint.id === shown?.id || (checkpoint.id === from && !instead))
      // the edit changed nothing
      return store.set({ network: { draft: null }, server: { problem: null } });
    if (!(await show(left, checkpoint, { instead, also: { stage: { preset: null } } }))) return;
    const { trace } = store.get().stage;
    if (!old || !trace) return;
    moveTo(sameStep(old, cursor, trace, rename));
    const chosen = sameCell(selection, trace, rename);
    if (chosen) store.set({ focus: { selection: chosen } });
    if (rename)
      store.set({
        focus: {
          pins: store.get().focus.pins.flatMap((pin) => sameCell(pin, trace, rename) ?? []),
        },
      });
  };

  /**
   * @param {import('../lib/undo.js').Spot | null} spot
   * @param {{instead?: boolean, way?: import('../lib/undo.js').Past}} [how]   instead of the
   *   checkpoint shown, which undo will not find again
   */
  const returnTo = (spot, how = {}) =>
    busily(async () => {
      if (!spot) return;
      const {
        stage: { trace: old, cursor },
        focus: { selection },
      } = store.get();
      const turn = asked;
      const found = await api.checkpoint(spot.id);
      const at = { step: spot.cursor, ...how, also: { stage: { preset: spot.preset } } };
      if (!(await show(() => turn !== asked, found, at))) return;
      const { trace } = store.get().stage;
      const same =
        old && trace && String(old.steps.map(written)) === String(trace.steps.map(written));
      if (!same) return;
      moveTo(cursor); // the same steps with other numbers: seen at the same place
      const chosen = sameCell(selection, trace);
      if (chosen) store.set({ focus: { selection: chosen } });
    });

  /**
   * Undoes (below 0) or redoes so many steps more; who asks faster than the server answers gets
   * there in one leap.
   * @param {number} by
   */
  const travel = (by) => {
    wanted += by;
    return turns.take(async () => {
      while (wanted) {
        const {
          network: { draft },
          stage: { checkpoint },
        } = store.get();
        const spot = here();
        if (wanted < 0 && draft) {
          store.set({ network: { draft: draft.before } });
          wanted += 1;
          continue;
        }
        const leap = spot && along(wayHere(), spot, wanted);
        const to = leap?.spot ?? (wanted < 0 ? before(store.get().stage.past, checkpoint) : null);
        if (!to) {
          wanted = 0;
          return;
        }
        wanted = leap ? wanted - leap.by : wanted + 1;
        leave();
        await returnTo(to, leap ? { way: leap.past } : {});
        // the server is away, or something else was opened
        if (store.get().stage.checkpoint?.id !== to.id) wanted = 0;
      }
    });
  };

  /** @param {(left: Left) => Promise<unknown>} work */
  const busily = (work) =>
    guard(async () => {
      const turn = ++asked;
      const mine = era;
      reach.leave();
      store.set({ server: { busy: true } });
      await work(() => mine !== era).finally(() => {
        if (turn === asked) store.set({ server: { busy: false } });
      });
    });

  /**
   * Whatever still waits was meant for what is left now.
   * @param {(left: Left) => Promise<unknown>} work
   */
  const elsewhere = (work) => {
    turns.forget();
    era += 1;
    wanted = 0;
    return busily(work);
  };

  return { turns, show, here, wayHere, leave, showEdited, returnTo, travel, busily, elsewhere };
}
