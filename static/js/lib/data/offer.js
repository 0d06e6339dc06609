// @ts-check
/** Other samples for a network: what has to change in it so that they fit, the likeliest first. */
import { changed, patchOf } from '../layers.js';

/** @typedef {import('../layers.js').Entry} Entry */
/** @typedef {import('../../answers.js').Begun} Begun */
/** @typedef {import('../../answers.js').Source} Source */

/**
 * @typedef {object} Wish            samples that a person wants
 * @property {Partial<Source>} data    as a description has them
 * @property {number} samples
 * @property {number} classes        0 where the target is numbers
 * @property {number} outputs        numbers of a target, where it is numbers
 * @property {number[]} shape        the sizes of one sample
 * @property {number[]} [targets]    all targets, where they are numbers
 * @property {number[]} [labels]     a class for each sample, where the samples are a person's own
 * @property {number | null} [batch]  samples in a batch that a person chose; null is all of them
 */

/** More samples than this are learnt from in batches. */
const MANY = 64;
const SIZE = 32;
/** More iterations than this make an epoch too long to watch: larger batches are proposed. */
const LONG = 100;

/**
 * From the smallest target to the largest: classes are told by 0 and 1.
 * @param {Pick<Wish, 'classes' | 'targets'>} wish
 * @returns {[number, number]}
 */
export const rangeOf = ({ classes, targets = [] }) =>
  classes || !targets.length
    ? [0, 1]
    : targets.reduce(
        ([low, high], target) => [Math.min(low, target), Math.max(high, target)],
        [targets[0], targets[0]],
      );

/** How many outputs the samples need. @param {Wish} wish */
export const needed = ({ classes, outputs }) => classes || outputs;

/**
 * Whether so many outputs may do: two classes are also one number.
 * @param {Wish} wish
 * @param {number} outputs
 */
export const mayFit = (wish, outputs) =>
  outputs === needed(wish) || (wish.classes === 2 && outputs === 1);

/**
 * @typedef {Record<string, {settings: Record<string, {type: string, required: boolean}>}>} Kinds
 *   of layers, as the catalog has them
 */

/**
 * The last layer whose size is a person's to choose, with as many outputs as are needed; null where
 * there is none.
 * @param {Entry[]} entries
 * @param {Kinds} kinds
 * @param {number} outputs
 */
export function widened(entries, kinds, outputs) {
  const sizeOf = (/** @type {Entry} */ entry) =>
    Object.entries(kinds[entry.kind]?.settings ?? {}).find(
      ([, { type, required }]) => required && type === 'integer',
    )?.[0];
  const index = entries.findLastIndex(sizeOf);
  return index < 0 ? null : changed(entries, index, String(sizeOf(entries[index])), outputs);
}

/**
 * Descriptions to try, one after the other, until the server takes one.
 * @param {Wish} wish
 * @param {{entries: Entry[], kinds: Kinds, outputs: number, size: number | null, inserted?:
 *   boolean}} network   its last outputs, its batch size, and whether a layer of it is new
 * @param {Begun | null} [begun]   of a network that was suggested, to take its place
 * @returns {object[]}
 */
export function attempts(wish, { entries, kinds, outputs, size, inserted }, begun) {
  const wider = outputs === needed(wish) ? null : widened(entries, kinds, needed(wish));
  const batch = batchFor(
    wish.samples,
    wish.batch === undefined ? proposed(wish.samples, size) : wish.batch,
  );
  const whole = wish.batch === null && size !== null;
  const { labels, classes } = wish;
  /** @param {number} width @param {object} [network] */
  const change = (width, network) => ({
    ...network,
    ...(batch || whole ? { batch: batch ?? { size: null } } : {}),
    data: {
      ...wish.data,
      ...(labels ? { target: width === classes ? oneHot(labels, classes) : labels } : {}),
    },
  });
  if (begun) return [change(needed(wish), { network: begun.network })];
  return [
    ...(mayFit(wish, outputs) || !wider
      ? [change(outputs, inserted ? { network: { layers: patchOf(entries) } } : undefined)]
      : []),
    ...(wider ? [change(needed(wish), { network: { layers: patchOf(wider) } })] : []),
  ];
}

/**
 * How many samples a batch should have: as many as now, unless an epoch would be very long; null is
 * all of them.
 * @param {number} samples
 * @param {number | null} size   of the network's batches now
 */
export function proposed(samples, size) {
  if (size === null) return samples > MANY ? SIZE : null;
  return samples / size > LONG ? Math.max(size, SIZE) : size;
}

/**
 * Batches are shuffled: in a table one class often stands after the other. Null where one batch
 * holds all.
 * @param {number} samples
 * @param {number | null} size
 */
export const batchFor = (samples, size) =>
  size !== null && size < samples ? { size, shuffle: true } : null;

/**
 * What a suggestion depends on, as a query has it.
 * @param {Wish} wish
 * @returns {Record<string, string | string[]>}
 */
export function asking({ shape, classes, outputs, targets = [] }) {
  const sample = { shape: shape.map(String) };
  if (classes) return { ...sample, classes: String(classes) };
  const mean = targets.reduce((sum, target) => sum + target / targets.length, 0);
  const square = targets.reduce((sum, target) => sum + (target - mean) ** 2 / targets.length, 0);
  const deviation = Math.sqrt(square);
  const spread = Number.isFinite(mean) && Number.isFinite(deviation) && targets.length > 0;
  return {
    ...sample,
    outputs: String(outputs),
    ...(spread ? { mean: String(mean), deviation: String(deviation) } : {}),
  };
}

/**
 * Whether a network was made for samples like these: another table of as many inputs and outputs
 * keeps it.
 * @param {Wish} wish
 * @param {{features: number, outputs: number}} now   of the network's own table; 0 where it has
 *   none
 */
export const madeFor = (wish, { features, outputs }) =>
  features > 0 && features === wish.data.features?.length && mayFit(wish, outputs);

/** @param {number[]} labels @param {number} count */
const oneHot = (labels, count) =>
  labels.map((label) => Array.from({ length: count }, (_, k) => (k === label ? 1 : 0)));

/**
 * How many of the samples are kept for the test, as the server counts.
 * @param {number} samples
 * @param {number} fraction
 */
export function heldBack(samples, fraction) {
  const exact = samples * fraction;
  const low = Math.floor(exact);
  const rest = exact - low;
  // a half goes to the even number
  const rounded = rest === 0.5 ? low + (low % 2) : Math.round(exact);
  return Math.min(rounded, samples - 1);
}
