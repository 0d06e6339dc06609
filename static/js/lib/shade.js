// @ts-check
/**
 * The inspector's colours: the scales of the stage, so that a number looks the same in both places.
 */
import { depth, shared } from './scale.js';

/** @typedef {import('../types.js').Trace} Trace */

/** Tensors with more cells show no numbers on the stage, and have scales of their own. */
const NUMBERS = 256;

/** @type {WeakMap<Trace, ReturnType<typeof shared>>} */
const scales = new WeakMap();

/**
 * How full the colour of a number is, from 0 to 1.
 * @param {Trace} trace
 * @returns {(value: number, kind: 'v' | 'g') => number}
 */
export function shade(trace) {
  let scale = scales.get(trace);
  if (!scale) {
    scale = shared(
      trace,
      Object.keys(trace.tensors).filter(
        (address) => (trace.tensors[address].data?.length ?? Infinity) <= NUMBERS,
      ),
    );
    scales.set(trace, scale);
  }
  const { v, g } = scale;
  return (value, kind) => depth(value, (kind === 'g' ? g : v).top);
}
