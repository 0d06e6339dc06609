// @ts-check
/**
 * Trying a change out before it is made: which networks to ask about, and the settings to try a
 * kind with.
 */
import { whole } from './layers.js';

/** @typedef {import('../types.js').Described} Described */
/** @typedef {import('../types.js').Settings} Settings */
/**
 * @typedef {Pick<import('../types.js').Setting, 'type' | 'required' | 'min' | 'max' | 'choices' |
 *   'recommended'>} Declared   what of a setting's declaration counts here
 */

/** Sizes that often fit where nothing better is known. */
const SMALL = [3, 2, 1];

/**
 * A network to ask the server about: these layers, and the loss and optimizer that it has.
 * @param {Described} description   of the checkpoint
 * @param {import('./layers.js').Entry[]} layers
 * @param {object} [changes]     another loss, for instance
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
 * @param {Settings} [kept]   what the layer in its place is set to: the same name keeps its value
 * @returns {Settings[]}
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
          (Number(settings[name]) >= (min ?? -Infinity) &&
            Number(settings[name]) <= (max ?? Infinity)),
      ),
    );
}

/** @param {Declared} setting @param {number} count */
function firstValue({ type, min, max, choices, recommended }, count) {
  if (typeof recommended === 'number') return recommended;
  if (choices?.length) return choices[0];
  if (type === 'integer') return count;
  if (type === 'boolean') return false;
  if (type !== 'number') return 'x';
  const narrow = min !== null && max !== null && max - min <= 2;
  return narrow ? (min + max) / 2 : Math.min(2, max ?? 2);
}
