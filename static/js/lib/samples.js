// @ts-check
/** Which tensors have a row for each sample, and which gradients add up over the samples. */

import { denominator, isKept, nameOf, nodeOf } from './address.js';
import { axes } from './letters.js';

/** @typedef {import('../types.js').Trace} Trace */

/**
 * Whether this is the gradient of a parameter: the batch has one, the samples a part of it each.
 * @param {Trace} trace
 * @param {string} address
 */
export function isOfParameter(trace, address) {
  const owner = trace.nodes.find(({ id }) => id === nodeOf(address));
  return (
    trace.tensors[address]?.role === 'gradient' &&
    nameOf(denominator(address)) in (owner?.parameters ?? {})
  );
}

/** What belongs to the batch as a whole, or to none. */
const WHOLE = ['parameter', 'state', 'updated', 'loss'];

/**
 * Whether its first axis counts the samples.
 * @param {Trace} trace
 * @param {string} address
 */
export function hasSamples(trace, address) {
  const tensor = trace.tensors[address];
  const letters = axes(trace, address);
  if (tensor && letters) return letters[0] === 'n';
  return (
    Boolean(tensor) &&
    tensor.shape[0] === trace.batch.indices.length &&
    !WHOLE.includes(tensor.role) &&
    !isKept(address) &&
    !isOfParameter(trace, address)
  );
}
