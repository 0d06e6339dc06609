// @ts-check
/** From step to step through an iteration, by hand or by itself. */
import { veiled } from '../../lib/guess.js';
import { endOf, firstBroken, otherBlock } from '../../lib/steps.js';
import { pointedOut } from '../looking-ahead.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Trace} Trace */

/** One step at speed 1, in milliseconds. */
const BEAT = 1600;

/**
 * A step, and the number that it points out.
 * @param {Trace} trace
 * @param {number} cursor
 */
const momentAt = (trace, cursor) => {
  const to = Math.max(-1, Math.min(trace.steps.length - 1, cursor));
  return { stage: { cursor: to }, focus: { selection: to < 0 ? null : pointedOut(trace, to) } };
};

/** @param {import('../../types.js').Store} store */
export function createStepping(store) {
  let timer = 0;

  /** @param {number} cursor */
  const moveTo = (cursor) => {
    const { trace } = store.get().stage;
    if (trace) store.set(momentAt(trace, cursor));
  };

  const pause = () => {
    clearTimeout(timer);
    if (store.get().stage.playing) store.set({ stage: { playing: false } });
  };

  const beat = () => {
    const { stage, reader } = store.get();
    const { trace, cursor, playing } = stage;
    if (!playing || !trace) return;
    moveTo(cursor + 1);
    const now = store.get().stage.cursor;
    if (now >= trace.steps.length - 1 || now === firstBroken(trace) || veiled(store.get()))
      return pause();
    timer = window.setTimeout(beat, BEAT / reader.speed);
  };

  return { momentAt, moveTo, pause, beat };
}

/**
 * What the reader can do with the steps.
 * @param {import('../../types.js').Store} store
 * @param {ReturnType<typeof createStepping>} stepping
 * @param {() => boolean} waits   whether a number is to be guessed before the next step
 */
export function steppingActs(store, { moveTo, pause, beat }, waits) {
  /** @param {number} cursor */
  const goto = (cursor) => {
    pause();
    if (store.get().server.astray) store.set({ server: { astray: null } });
    moveTo(cursor);
  };

  return {
    goto,
    /** @param {number} by */
    step(by) {
      if (by > 0 && waits()) return;
      goto(store.get().stage.cursor + by);
    },
    /** @param {import('../../types.js').Phase} phase */
    endOf(phase) {
      const { trace } = store.get().stage;
      const end = trace && endOf(trace, phase);
      if (end !== null) goto(end);
    },
    /** @param {-1 | 1} direction */
    block(direction) {
      const { trace, cursor } = store.get().stage;
      const to = trace && otherBlock(trace, cursor, direction);
      if (to !== null) goto(to);
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
  };
}
