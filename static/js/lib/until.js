// @ts-check
/** What a training is to stop for, as the form has it and as the server takes it. */
import { gradientOf, tensor } from './address.js';

/** @typedef {{condition: string, value: number | null}} Chosen */

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

/**
 * The order's `until`; null where nothing is asked for. A gradient is that of any parameter, a dead
 * unit one of any layer but the last, whose outputs may well be 0.
 * @param {Chosen} chosen
 * @param {Pick<import('../types.js').Trace, 'nodes'> | null} trace
 * @returns {Record<string, any> | null}
 */
export function untilOf({ condition, value }, trace) {
  const layers = trace?.nodes.filter(({ role }) => role === 'layer') ?? [];
  if (condition === 'nonfinite') return { nonfinite: true };
  if (condition === 'dead') {
    const hidden = layers.slice(0, -1).map(({ id }) => id);
    return hidden.length ? { dead: hidden } : null;
  }
  if (value === null) return null;
  if (!condition.startsWith('norm')) return { [condition]: value };
  const gradients = layers.flatMap(({ id, parameters }) =>
    Object.keys(parameters ?? {}).map((name) => gradientOf(tensor(id, name))),
  );
  return gradients.length
    ? { [condition]: Object.fromEntries(gradients.map((address) => [address, value])) }
    : null;
}
