// @ts-check
/**
 * What the network makes of its inputs, as a picture: over the plane for two of them, as a curve
 * for one.
 */

import { INPUT } from './address.js';

/** @typedef {import('../types.js').Samples} Samples */
/** @typedef {import('../types.js').Tensor} Tensor */

/**
 * @typedef {(number | Nested)[]} Nested   a list for each sample, as deep as it has axes
 * @typedef {{x: [number, number, number], y: [number, number, number]}} Grid
 * @typedef {{grid: Grid} | {x: Nested}} Order   what predict is asked
 */

/** Points along each side of the plane, and along the curve. */
const SIDE = 64;
const LINE = 128;

/** More samples than this are too many for one dot each. */
const DOTS = 400;

/** @typedef {'plane' | 'curve' | 'pairs' | 'none'} Look */

/**
 * Which picture there is of a network: pairs are targets and what the network says instead.
 * @param {Samples | null} samples
 * @returns {Look}
 */
export function lookOf(samples) {
  if (!samples?.train.x.data) return 'none';
  const { shape } = samples.train.x;
  const measured = shape.length === 2 && !samples.chooses; // there is nothing between two rows
  if (measured && shape[1] === 2) return 'plane';
  if (measured && shape[1] === 1) return 'curve';
  return shape[0] <= DOTS && !samples.train.labels && samples.train.target.data ? 'pairs' : 'none';
}

/**
 * Which picture there will be, as far as the batch tells it, until the samples are known: where it
 * stands is then not drawn twice.
 * @param {Samples | null} samples
 * @param {import('../types.js').Trace | null} trace
 * @returns {Look}
 */
export function lookAhead(samples, trace) {
  const { length, 1: width } = trace?.tensors[INPUT]?.shape ?? [];
  if (samples || length !== 2) return lookOf(samples);
  if (width === 2) return 'plane';
  return width === 1 ? 'curve' : 'none';
}

/**
 * The part of the plane that is seen: from, to and how many points, along both sides.
 * @param {Samples} samples   of two inputs
 * @returns {Grid}
 */
export function gridOf({ train }) {
  const data = train.x.data ?? [];
  return {
    x: [...span(data, { begin: 0, step: 2 }), SIDE],
    y: [...span(data, { begin: 1, step: 2 }), SIDE],
  };
}

/** The inputs along which a curve is seen. @param {Samples} samples   of a single input */
export function lineOf({ train }) {
  const [low, high] = span(train.x.data ?? []);
  return Array.from({ length: LINE }, (_, k) => low + ((high - low) * k) / (LINE - 1));
}

/**
 * What to ask the server for the picture.
 * @param {Samples | null} samples
 * @returns {Order | null}
 */
export function orderOf(samples) {
  const look = lookOf(samples);
  if (!samples || look === 'none') return null;
  if (look === 'plane') return { grid: gridOf(samples) };
  if (look === 'curve') return { x: lineOf(samples).map((x) => [x]) };
  return { x: nested(samples.train.x.data ?? [], samples.train.x.shape) };
}

/**
 * Whether targets are numbers, few enough to be drawn beside what the network says instead.
 * @param {Samples | null} samples
 */
export const hasOutputs = (samples) =>
  Boolean(samples && !samples.train.labels && samples.train.target.data) &&
  (samples?.train.x.shape[0] ?? Infinity) <= DOTS;

/** What to ask for the outputs of the training samples. @param {Samples | null} samples */
export const outputsOf = (samples) =>
  hasOutputs(samples) && samples?.train.x.data
    ? { x: nested(samples.train.x.data, samples.train.x.shape) }
    : null;

/**
 * The same plane, with so many points along each side.
 * @param {Order} order
 * @param {number} side
 */
export const coarse = (order, side) =>
  'grid' in order
    ? {
        x: [...order.grid.x.slice(0, 2), side],
        y: [...order.grid.y.slice(0, 2), side],
      }
    : null;

/**
 * What to ask for the units of layers: the plane with so many points along each side, or the line
 * of a single input.
 * @param {Order} order
 * @param {number} side
 */
export const ofUnits = (order, side) =>
  'grid' in order ? { grid: coarse(order, side) } : { x: order.x };

/**
 * For each point of the plane, which class the network sees there; of one output, how far it is
 * from the middle, from −1 to 1.
 * @param {Tensor} y
 * @param {Samples} samples
 * @returns {{classes: number[]} | {depths: number[]}}
 */
export function shades(y, { train, border }) {
  const width = y.shape[1] ?? 1;
  const data = y.data ?? [];
  const count = y.shape[0];
  if (width > 1 && train.labels)
    return { classes: Array.from({ length: count }, (_, k) => largest(data, k * width, width)) };
  const targets = (train.target.data ?? [])
    .filter((_, k) => k % (train.target.shape[1] ?? 1) === 0)
    .map(Number);
  const low = Math.min(...targets);
  const high = Math.max(...targets);
  const middle = border ?? (low + high) / 2;
  // Scores are no guesses at the targets, and have a scale of their own.
  const scores = middle !== (low + high) / 2;
  const off = Array.from({ length: count }, (_, k) => data[k * width] - middle);
  const half = (scores ? farthest(off) : (high - low) / 2) || 1;
  return { depths: off.map((value) => Math.max(-1, Math.min(1, value / half))) };
}

/** The numbers of one unit, by themselves. @param {Tensor} y @param {number} j @returns {Tensor} */
export function ofUnit(y, j) {
  const [count, width = 1] = y.shape;
  const data = y.data ?? [];
  return {
    ...y,
    shape: [count, 1],
    data: Array.from({ length: count }, (_, k) => data[k * width + Math.min(j, width - 1)]),
  };
}

/**
 * Of a unit, from the lowest (−1) over 0 to the highest: the larger of both fills the scale.
 * @param {Tensor} y
 */
export function depthsOf({ data }) {
  const most = farthest(data ?? []) || 1;
  return { depths: (data ?? []).map((value) => Math.max(-1, Math.min(1, value / most))) };
}

/**
 * The largest distance from 0 of those that are finite.
 * @param {number[]} values
 */
const farthest = (values) =>
  values.reduce((all, value) => (Number.isFinite(value) ? Math.max(all, Math.abs(value)) : all), 0);

/**
 * The place of the largest of a row; −1 where one is not a number.
 * @param {number[]} data
 * @param {number} from
 * @param {number} width
 */
function largest(data, from, width) {
  let best = from;
  for (let k = from; k < from + width; k += 1) {
    if (Number.isNaN(data[k])) return -1;
    if (data[k] > data[best]) best = k;
  }
  return best - from;
}

/**
 * From the smallest to the largest, with some room.
 * @param {number[]} values
 * @param {{begin: number, step: number}} [which]   of them
 * @returns {[number, number]}
 */
function span(values, { begin, step } = { begin: 0, step: 1 }) {
  let [low, high] = [Infinity, -Infinity];
  for (let k = begin; k < values.length; k += step) {
    low = Math.min(low, values[k]);
    high = Math.max(high, values[k]);
  }
  // beside a large number, 1 more is the same number
  const room = (high - low) * 0.12 || Math.max(1, Math.abs(low) / 5);
  return [low - room, high + room];
}

/**
 * Lists of lists.
 * @param {number[]} data
 * @param {number[]} shape
 * @returns {Nested}
 */
function nested(data, [, ...shape]) {
  if (!shape.length) return data;
  const size = shape.reduce((product, side) => product * side, 1);
  const rows = data.length / size;
  return Array.from({ length: rows }, (_, k) =>
    nested(data.slice(k * size, (k + 1) * size), shape),
  );
}
