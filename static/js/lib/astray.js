// @ts-check
/** What a link asks for that is not there: said to the reader, one sentence each. */
import { sizes } from './shape.js';

/**
 * @typedef {{key: string, slots: Record<string, string | number>}} Amiss   a sentence's name and
 *   what stands in it
 */
/**
 * @typedef {{opened: boolean, parts: Amiss[]}} Astray   opened: all else that the link asks for is
 *   shown
 */

/** What a checkpoint's name looks like; anything else was damaged on its way. */
const NAME = /^[0-9a-z]{20}\.\d{1,9}$/;

/** A name that does not fill the page. @param {string} name */
const short = (name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

/**
 * A network that nobody knows.
 * @param {Pick<import('../platform/url.js').Wanted, 'checkpoint' | 'preset'>} wanted
 * @param {string[]} presets   that there are
 * @returns {Amiss}
 */
export function nowhere({ checkpoint, preset }, presets) {
  if (preset !== null && !presets.includes(preset))
    return { key: 'astray.preset', slots: { name: short(preset) } };
  const name = checkpoint ?? '';
  return { key: NAME.test(name) ? 'astray.gone' : 'astray.damaged', slots: { name: short(name) } };
}

/**
 * Of a network that is shown: the step, the numbers and the row that it does not have.
 * @param {import('../platform/url.js').Wanted} wanted
 * @param {Pick<import('../types.js').Trace, 'steps' | 'tensors' | 'batch'>} trace
 * @returns {Amiss[]}
 */
export function amiss({ step, cell, pins, sample, unread }, { steps, tensors, batch }) {
  const last = steps.length - 1;
  const rows = batch.indices.length;
  const cells = [cell, ...pins].flatMap((one) => (one && !isThere(one, tensors) ? [one] : []));
  /** @param {import('../types.js').Cell} cell @returns {Amiss} */
  const missing = ({ address, at }) => {
    const { shape } = tensors[address] ?? {};
    const name = short([address, ...at].join(','));
    return shape
      ? { key: 'astray.cell', slots: { name, of: address, shape: sizes(shape) } }
      : { key: 'astray.tensor', slots: { name } };
  };
  return [
    ...unread.map((text) => ({ key: 'astray.unread', slots: { text: short(text) } })),
    ...(step < -1 || step > last ? [{ key: 'astray.step', slots: { step, last } }] : []),
    ...cells.map(missing),
    ...(sample !== null && sample >= rows ? [{ key: 'astray.row', slots: { sample, rows } }] : []),
  ];
}

/**
 * Whether a tensor has this cell.
 * @param {import('../types.js').Cell} cell
 * @param {Record<string, {shape: number[]}>} tensors
 */
export function isThere({ address, at }, tensors) {
  const { shape } = tensors[address] ?? {};
  return (
    shape !== undefined &&
    shape.length === at.length &&
    at.every((index, axis) => index < shape[axis])
  );
}
