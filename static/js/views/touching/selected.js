// @ts-check
/** The number that is selected, as far as it may be set. */
import { cellNow } from '../../lib/live.js';
import { canSet, valueAt } from '../../lib/touching.js';

/** @typedef {import('../../types.js').Store} Store */

/** The selected cell, where it can be set. @param {Store} store */
export function settable(store) {
  const { stage, focus, reader } = store.get();
  const { selection } = focus;
  return !reader.manner.lock && selection && canSet(stage.trace, selection) ? selection : null;
}

/** Its number, as it is while the network trains. @param {Store} store */
export function valueNow(store) {
  const { stage, focus, runs } = store.get();
  const { selection, explanation } = focus;
  if (!stage.trace || !selection) return null;
  return cellNow(runs, stage.trace, selection) ?? valueAt(stage.trace, selection, explanation);
}
