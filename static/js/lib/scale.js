// @ts-check
/**
 * How deep a colour a number gets: one scale for all tensors of a kind that show numbers, one of
 * its own for a heat-map.
 */

import { kindOf } from './names.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Tensor} Tensor */

/**
 * @typedef {object} Scale
 * @property {number} top       where the colour ends
 * @property {boolean} clipped  whether numbers lie beyond it
 */

/** A single number this many times above nearly all others does not stretch the scale. */
const OUTLIER = 4;

/** A single number of these roles counts updates: it is no value among values. */
const COUNTED = ['state', 'updated'];

/**
 * The shared scale of each kind, over the tensors that show numbers.
 * @param {Trace} trace
 * @param {string[]} addresses
 * @param {(address: string) => Tensor | undefined} [numbers]   in place of the trace's
 * @returns {{v: Scale, g: Scale}}
 */
export function shared(trace, addresses, numbers = (address) => trace.tensors[address]) {
  const sizes = /** @type {Record<'v' | 'g', number[]>} */ ({ v: [], g: [] });
  for (const address of addresses) {
    if (COUNTED.includes(trace.tensors[address]?.role) && !trace.tensors[address].shape.length)
      continue;
    for (const value of numbers(address)?.data ?? []) {
      if (Number.isFinite(value)) sizes[kindOf(address, trace)].push(Math.abs(value));
    }
  }
  return { v: fit(sizes.v), g: fit(sizes.g) };
}

/**
 * @param {number[]} magnitudes
 * @returns {Scale}
 */
function fit(magnitudes) {
  const sorted = Float64Array.from(magnitudes).sort();
  const max = sorted[sorted.length - 1] ?? 0;
  const most = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  const clipped = most > 0 && max > OUTLIER * most;
  return { top: nice(clipped ? most : max), clipped };
}

/** The next number up with two significant digits. @param {number} value */
export function nice(value) {
  if (!(value > 0)) return 1;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(2));
}

/**
 * Where the colours of a heat-map end: nearly all of its cells lie within.
 * @param {ArrayLike<number>} data
 */
export function own(data) {
  const sorted = new Float64Array(data.length);
  for (let k = 0; k < data.length; k += 1)
    if (Number.isFinite(data[k])) sorted[k] = Math.abs(data[k]);
  sorted.sort();
  return sorted[Math.floor(sorted.length * 0.985)] || sorted[sorted.length - 1] || 1;
}

/**
 * From 0, neutral, to 1, the end of the scale.
 * @param {number} value
 * @param {number} top
 */
export const depth = (value, top) => (Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value) / top));
