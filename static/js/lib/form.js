// @ts-check
/** How a tensor is shown: as numbers, or as a heat-map that is large, aside, or part of a sum. */
import { isKept } from './address.js';
import { pitchWithin } from './pitch.js';
import { AROUND, SHORT } from './readable.js';
import { extent, layOut } from './shape.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./grid.js').Pitch} Pitch */

/**
 * @typedef {object} Form
 * @property {'numbers' | 'map'} as
 * @property {boolean} compact    a small tile, for what is computed or kept on the side
 * @property {boolean} summary    histogram, range and shape below it
 * @property {Pitch} pitch        of a heat-map's cells; cells with numbers are sized by the board
 */

/** What stands below a large picture. */
const SUMMARY = 56;
/** More cells than this deserve a histogram. */
const MANY = 64;
/** The largest picture on the side, and of what an optimizer keeps. */
const SMALL = { width: 46, height: 26 };
const STEPPER = { width: 33, height: 18 };
/** A part of a gradient: its cells can be told apart, and clicked. */
const PART = { width: 66, height: 46 };
const PART_IN_WINDOW = { width: 44, height: 34 };

/** @returns {Form} */
export const numbers = (compact = false) => ({
  as: 'numbers',
  compact,
  summary: false,
  pitch: { width: 0, height: 0, gap: 2, apart: 8 },
});

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {number} lane   the height that it may take
 * @param {number} [thin]   how much of its width it takes
 * @returns {Form}
 */
export function large(trace, address, lane, thin = 1) {
  const { shape } = trace.tensors[address];
  const { rows, cols } = extent(layOut(trace.tensors[address]));
  const summary = shape.length > 1 && rows * cols > MANY && lane > 110;
  const grow = Math.max(0.7, Math.min(1.6, lane / 250));
  const height = Math.max(12, Math.min(150 * grow, lane - AROUND - (summary ? SUMMARY : 0)));
  return {
    as: 'map',
    compact: false,
    summary,
    pitch: pitchWithin(
      trace.tensors[address],
      { width: 84 * grow * thin, height },
      Math.max(1, grow),
    ),
  };
}

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {boolean} readable   whether few numbers may be shown as such
 * @returns {Form}
 */
export function aside(trace, address, readable) {
  const { shape, data } = trace.tensors[address];
  if (data && shape.length < 2 && data.length <= (readable ? SHORT : 1)) return numbers(true);
  const image = shape.length > 2 ? { width: SMALL.width * 1.4, height: SMALL.height * 2 } : SMALL;
  const size = isKept(address) ? STEPPER : image;
  return {
    as: 'map',
    compact: true,
    summary: false,
    pitch: pitchWithin(trace.tensors[address], size, 0.5),
  };
}

/**
 * A part of a gradient, smaller than the sum below it.
 * @param {Trace} trace
 * @param {string} address
 * @param {{seen?: number, window?: boolean}} room
 * @returns {Form}
 */
export function part(trace, address, { seen = 1, window }) {
  const form = aside(trace, address, false);
  if (form.as === 'numbers') return form;
  const { width, height } = window ? PART_IN_WINDOW : PART;
  const size = { width: width * seen, height };
  return { ...form, pitch: pitchWithin(trace.tensors[address], size, 0.9) };
}
