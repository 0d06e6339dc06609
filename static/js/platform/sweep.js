// @ts-check
/**
 * A number on the move: many values between two moments, one edit for undo, and never more than one
 * question at a time.
 */

import { standing } from '../lib/standing.js';

/** @typedef {import('../types.js').Cell} Cell */

/** Between two edits of one drag, in milliseconds. */
const PAUSE = 60;

/**
 * Every value is set in the checkpoint at which the drag began, so that it counts as one edit.
 * @param {import('../types.js').Store} store
 * @param {(cell: Cell, value: number, options: {from: string}) => Promise<void>} put
 */
export const createSweep = (store, put) => (/** @type {Cell} */ cell) => {
  const from = standing(store.get()) ?? '';
  /** @type {number | null} */
  let wanted = null;
  /** @type {Promise<void> | null} */
  let running = null;

  const run = async () => {
    while (wanted !== null) {
      const value = wanted;
      wanted = null;
      await put(cell, value, { from });
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE);
      });
    }
    running = null;
  };

  return {
    /** Resolves once the last value is shown. @param {number} value */
    to(value) {
      wanted = value;
      running ??= run();
      return running;
    },
  };
};
