// @ts-check
/** Showing another checkpoint: at a step, or at the step and the cell where the reader was. */
import { sameCell, sameStep } from '../../lib/same-moment.js';
import { visited } from '../../lib/undo.js';
import { spotOf, wayTo } from './way.js';

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../../platform/store.js').Patch} Patch */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('./busy.js').Left} Left */
/** @typedef {import('../../lib/undo.js').Past} Past */
/** @typedef {import('../../lib/same-moment.js').Rename} Rename */

/**
 * @typedef {object} At
 * @property {number} [step]
 * @property {boolean} [instead]   of the checkpoint shown, which undo will not find again
 * @property {Past} [way]          that undo leads back on
 * @property {Trace | null} [trace]   if it is at hand; null where it must be computed first
 * @property {Patch} [also]        what changes with it
 */

/**
 * @param {object} parts
 * @param {import('../../types.js').Store} parts.store
 * @param {import('../../types.js').Api} parts.api
 * @param {import('../../types.js').Reach} parts.reach
 * @param {ReturnType<typeof import('./busy.js').createBusy>} parts.busy
 * @param {ReturnType<typeof import('../moves/stepping.js').createStepping>} parts.stepping
 */
export function createShowing({ store, api, reach, busy, stepping }) {
  /**
   * Shows a checkpoint, its trace asked for if it is not at hand; tells whether it did, and nothing
   * else was opened meanwhile.
   * @param {Left} left
   * @param {Checkpoint} wish
   * @param {At} [at]
   */
  const show = async (left, wish, at = {}) => {
    const { step = -1, trace: ready, also = {} } = at;
    if (left()) return false;
    const isLate = busy.since();
    const [checkpoint, trace] = ready ? [wish, ready] : await reach.traced(wish, ready === null);
    if (isLate()) return false;
    stepping.pause();
    const past = pastOf(store.get(), checkpoint.id, at);
    const shown = {
      stage: { past, checkpoint, trace },
      server: { astray: null, problem: null },
      network: { draft: null },
      gradients: { check: null, checked: null },
      focus: { chain: null, explanation: null },
    };
    store.set(also, shown, stepping.momentAt(trace, step));
    return true;
  };

  /**
   * Another network or other numbers, at the same step and cell.
   * @param {Left} left
   * @param {Checkpoint} checkpoint
   * @param {string} from   the checkpoint that was changed
   * @param {{rename?: Rename, instead?: boolean}} [how]   instead of the checkpoint shown, which
   *   undo will not find again
   */
  const showEdited = async (left, checkpoint, from, { rename, instead = false } = {}) => {
    const { stage, focus } = store.get();
    const old = stage.trace;
    if (checkpoint.id === stage.checkpoint?.id || (checkpoint.id === from && !instead))
      // the edit changed nothing
      return store.set({ network: { draft: null }, server: { problem: null } });
    const ownWay = checkpoint.base === stage.checkpoint?.base; // it is what it was
    const also = ownWay ? {} : { stage: { preset: null } };
    if (!(await show(left, checkpoint, { instead, also }))) return;
    const { trace } = store.get().stage;
    if (!old || !trace) return;
    stepping.moveTo(sameStep(old, stage.cursor, trace, rename));
    select(focus.selection, trace, rename);
    if (!rename) return;
    const pins = store.get().focus.pins.flatMap((pin) => sameCell(pin, trace, rename) ?? []);
    store.set({ focus: { pins } });
  };

  /**
   * The same cell in another network, where it has one.
   * @param {import('../../types.js').Cell | null} cell
   * @param {Trace} trace
   * @param {Rename} [rename]
   */
  const select = (cell, trace, rename) => {
    const selection = sameCell(cell, trace, rename);
    if (selection) store.set({ focus: { selection } });
  };

  /**
   * @param {import('../../lib/undo.js').Spot | null} spot
   * @param {{instead?: boolean, way?: Past}} [how]
   */
  const returnTo = (spot, how = {}) =>
    busy.busily(async () => {
      if (!spot) return;
      const { stage, focus } = store.get();
      const isLate = busy.since();
      const found = await api.checkpoint(spot.id);
      const at = { step: spot.cursor, ...how, also: { stage: { preset: spot.preset } } };
      if (!(await show(isLate, found, at))) return;
      const { trace } = store.get().stage;
      if (!stage.trace || !trace || !sameSteps(stage.trace, trace)) return;
      stepping.moveTo(stage.cursor); // the same steps with other numbers: seen at the same place
      select(focus.selection, trace);
    });

  return { show, showEdited, returnTo };
}

/**
 * The way behind a checkpoint once it is shown.
 * @param {import('../../types.js').State} state
 * @param {string} id
 * @param {Pick<At, 'way' | 'instead'>} at
 */
function pastOf(state, id, { way: led, instead = false }) {
  if (led) return led;
  const way = wayTo(state);
  return instead && way.back.at(-1)?.id !== id ? way : visited(way, spotOf(state), id);
}

/** @param {Trace} one @param {Trace} other */
const sameSteps = (one, other) =>
  String(one.steps.map(written)) === String(other.steps.map(written));

/** @param {import('../../types.js').Step} step */
const written = (step) => step.writes;
