// @ts-check
/** What a training is to stop for, as the form has it and as the server takes it. */
import { gradientOf, tensor } from './address.js';

/**
 * @typedef {object} Chosen
 * @property {string} condition
 * @property {number | null} [value]
 * @property {string} [of]   the parameter whose gradient is meant, or the layer; any of them by
 *   default
 */

/**
 * @typedef {Record<string, boolean | number | string[] | Record<string, number>>} Until   a
 *   condition, and its number, the layers, or each parameter's number
 */

/** The conditions in the order of the form; those of `VALUED` need a number. */
export const CONDITIONS = [
  'loss_below',
  'nonfinite',
  'accuracy_above',
  'norm_below',
  'norm_above',
  'dead',
];
export const VALUED = ['loss_below', 'accuracy_above', 'norm_below', 'norm_above'];

/** @typedef {Pick<import('../types.js').Trace, 'nodes'> | null} Nodes */

/** @param {Nodes} trace */
const layersOf = (trace) => trace?.nodes.filter(({ role }) => role === 'layer') ?? [];

/** The parameters whose gradients can be watched. @param {Nodes} trace */
export const parametersOf = (trace) =>
  layersOf(trace).flatMap(({ id, parameters }) =>
    Object.keys(parameters ?? {}).map((name) => tensor(id, name)),
  );

/**
 * The layers that may have a dead unit: any but the last, whose outputs may well be 0.
 * @param {Nodes} trace
 */
export const hiddenOf = (trace) =>
  layersOf(trace)
    .slice(0, -1)
    .map(({ id }) => id);

/**
 * The order's `until`; null where nothing is asked for, or nothing that this network has.
 * @param {Chosen[]} chosen
 * @param {Nodes} trace
 * @returns {Until | null}
 */
export function untilOf(chosen, trace) {
  /** @type {Until} */
  const until = {};
  for (const { condition, value = null, of } of chosen) {
    const meant = (/** @type {string[]} */ all) =>
      of === undefined ? all : all.filter((one) => one === of);
    if (condition === 'nonfinite') until.nonfinite = true;
    else if (condition === 'dead') {
      const layers = meant(hiddenOf(trace));
      if (layers.length) until.dead = layers;
    } else if (value === null) continue;
    else if (condition.startsWith('norm')) {
      const bounds = meant(parametersOf(trace)).map((name) => [gradientOf(name), value]);
      if (bounds.length) until[condition] = Object.fromEntries(bounds);
    } else until[condition] = value;
  }
  return Object.keys(until).length ? until : null;
}
