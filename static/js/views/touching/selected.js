// @ts-check
/** The number that is selected, as far as it may be set. */
import { canSet, valueAt } from '../../lib/touching.js';

/** @typedef {import('../../types.js').Store} Store */

/** The selected cell, where it can be set. @param {Store} store */
export function settable(store) {
  const { stage, focus, reader } = store.get();
  const { selection } = focus;
  return !reader.manner.lock && selection && canSet(stage.trace, selection) ? selection : null;
}

/** Its number. @param {Store} store */
export function valueNow(store) {
  const { stage, focus } = store.get();
  const { selection, explanation } = focus;
  return stage.trace && selection ? valueAt(stage.trace, selection, explanation) : null;
}
