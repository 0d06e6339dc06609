// @ts-check
/**
 * Trying a change out before it is made: which networks to ask about, and the settings to try a
 * kind with.
 */
import { whole } from './layers.js';

/** @typedef {import('../types.js').Described} Described */
/**
 * @typedef {{type: string, required: boolean, default: any, min: number | null, max: number | null,
 *   exclusive?: string[], choices: any[] | null, example?: any, recommended?: number | null}}
 *   Declared
 */

/** Sizes that often fit where nothing better is known. */
const SMALL = [3, 2, 1];

/**
 * A network to ask the server about: these layers, and the loss and optimizer that it has.
 * @param {Described} description   of the checkpoint
 * @param {import('./layers.js').Entry[]} layers
 * @param {any} [changes]     another loss, for instance
 */
export const networkOf = (description, layers, changes = {}) => ({
  ...description.network,
  ...changes,
  layers: layers.map((entry) => whole(entry, layers)),
});

/** The shape of one sample alone. @param {number[]} shape */
export const single = (shape) => [1, ...shape.slice(1)];

/**
 * Settings with which a kind might fit, the likeliest first. What has a default keeps it.
 * @param {Record<string, Declared>} declared
 * @param {number[]} sizes               of the wires beside it, the one that must come out first
 * @param {import('../types.js').Settings} [kept]   what the layer in its place is set to: the same
 *   name keeps its value
 * @returns {Record<string, any>[]}
 */
export function proposals(declared, sizes, kept = {}) {
  const same = Object.fromEntries(Object.entries(kept).filter(([name]) => declared[name]));
  const open = Object.entries(declared).filter(
    ([name, setting]) => setting.required && !(name in same),
  );
  const counts = open.some(([, { type }]) => type === 'integer')
    ? [...new Set([...sizes, ...SMALL])]
    : [NaN];
  return counts
    .map((count) => ({
      ...same,
      ...Object.fromEntries(open.map(([name, setting]) => [name, firstValue(setting, count)])),
    }))
    .filter((settings) =>
      open.every(
        ([name, { type, min, max }]) =>
          type !== 'integer' ||
          (settings[name] >= (min ?? -Infinity) && settings[name] <= (max ?? Infinity)),
      ),
    );
}

/** @param {Declared} setting @param {number} count */
function firstValue({ type, min, max, choices, example, recommended }, count) {
  if (recommended !== undefined && recommended !== null) return recommended;
  if (example !== undefined && example !== null) return example;
  if (choices?.length) return choices[0];
  if (type === 'integer') return count;
  if (type === 'boolean') return false;
  if (type !== 'number') return 'x';
  const narrow = min !== null && max !== null && max - min <= 2;
  return narrow ? (min + max) / 2 : Math.min(2, max ?? 2);
}
