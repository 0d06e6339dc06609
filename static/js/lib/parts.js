// @ts-check
/** A parameter's gradient as the sum of what each sample of the batch adds to it. */

import { veiled } from './guess.js';
import { isOfParameter } from './samples.js';
import { isKnown } from './steps.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Cell} Cell */

/** More samples than these are told in one row. */
export const ROWS = 8;

/**
 * The selected cell, if its number is made of several samples' parts and is there to be seen. What
 * somebody's own code makes of a sample's part is not known: it may be wrong.
 * @param {State} state
 * @returns {Cell | null}
 */
export function divisible(state) {
  const {
    stage: { trace, cursor },
    focus: { selection },
    server: { catalog },
  } = state;
  const seen =
    trace &&
    !trace.nodes.some(({ kind }) => catalog?.layers[kind ?? '']?.code) &&
    selection &&
    isKnown(trace, selection.address, cursor) &&
    veiled(state) !== selection.address;
  return seen && trace.batch.indices.length > 1 && isOfParameter(trace, selection.address)
    ? selection
    : null;
}

/**
 * The samples that have a row: the first ones, and the one that is followed.
 * @param {number} count
 * @param {number | null} followed
 */
export function rowsOf(count, followed) {
  const all = Array.from({ length: Math.min(count, ROWS) }, (_, n) => n);
  if (followed === null || followed < all.length || followed >= count) return all;
  return [...all.slice(0, -1), followed];
}

/**
 * The first layer in which the samples of a batch meet: then none has a gradient of its own. Null
 * where they never do.
 * @param {import('../types.js').Trace} trace
 */
export const mixer = (trace) => trace.nodes.find((node) => node.mixes_samples) ?? null;

/**
 * Whether the error is a mean over the samples, so that each one counts 1/N.
 * @param {import('../types.js').Trace} trace
 */
export const isMean = (trace) =>
  trace.nodes.find(({ role }) => role === 'loss')?.settings?.reduction !== 'sum';
