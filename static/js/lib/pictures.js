// @ts-check
/** Which large pictures there are of a training, and what of it is read in numbers. */
import { liveOn } from './live.js';
import { lookOf } from './picture.js';
import { planesOf } from './planes.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {State['runs']['picture']} Picture */

/**
 * Those that there are, in order. Without a plane, the error comes first.
 * @param {State} state
 * @returns {Picture[]}
 */
export function picturesOf({ runs: { samples }, stage: { trace, shown } }) {
  const look = lookOf(samples);
  const plane = look === 'plane' || look === 'curve';
  const units = plane && planesOf(trace, shown).all.length > 0;
  return [
    ...(plane ? /** @type {const} */ (['plane']) : []),
    'error',
    ...(units ? /** @type {const} */ (['units']) : []),
    'gradients',
    'classes',
  ];
}

/** The one that is large now. @param {State} state @returns {Picture} */
export function pictureNow(state) {
  const there = picturesOf(state);
  const { picture } = state.runs;
  return there.includes(picture) ? picture : there[0];
}

/**
 * What of a training is read in numbers. Errors and accuracies are those of all samples of a part;
 * null where they are not known.
 * @param {State} state
 */
export function readingOf({ runs, stage: { trace, checkpoint } }) {
  const live = liveOn(runs, trace);
  const { training, seen } = runs;
  const atRest = seen?.id === checkpoint?.id ? seen : null;
  const told = live ? training?.metrics : atRest;
  const test = told?.test?.samples ? told.test : null;
  const best = test ?? told?.train;
  return {
    iteration: live?.iteration ?? trace?.iteration ?? 0,
    to: training ? training.to : null,
    batch: live?.loss ?? trace?.loss ?? NaN,
    error: told?.train?.loss ?? null,
    test: test?.loss ?? null,
    right: best?.accuracy ?? null,
    metrics: told ?? null,
  };
}
