// @ts-check
/** How the numbers of each tensor of a trace are written, and how wide that makes its cells. */
import { after, denominator, gradientOf, INPUT } from '../lib/address.js';
import { textWidth } from '../draw/ruler.js';
import { LEAST } from './steady.js';
import { briefWriting, shortWriting, written, writingOf } from '../lib/digits.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/digits.js').Writing} Writing */
/** @typedef {ReturnType<typeof createWritings>} Writings */

/**
 * What is longer than this, in times the size of its letters, gets a power of ten: −1234.56 does
 * not.
 */
const LONGEST = 4.45;

/** As wide as this is a number where there is little room. */
const SHORT = '−0.00';

/** Texts are measured in letters of this many pixels. */
const FINE = 100;

/**
 * @param {Trace} trace
 * @param {boolean} [short]   its numbers have few digits, so that all of it is in view
 */
export function createWritings(trace, short = false) {
  const { fontFamily } = getComputedStyle(document.body);
  /** @type {Map<string, number>} */
  const letters = new Map();
  /** The selected cell is bold. @param {string} letter */
  const measure = (letter) => {
    const wide =
      Math.max(
        ...['', '600 '].map((weight) => textWidth(letter, `${weight}${FINE}px ${fontFamily}`)),
      ) / FINE;
    letters.set(letter, wide);
    return wide;
  };
  const width = (/** @type {string} */ text) => {
    let sum = 0;
    for (const letter of text) sum += letters.get(letter) ?? measure(letter);
    return sum;
  };
  /** @type {Map<string, {writing: Writing, width: number}>} */
  const found = new Map();

  /** Data that have no gradient say which row is taken. @param {string} address */
  const isIndices = (address) => address === INPUT && !(gradientOf(INPUT) in trace.tensors);

  /** @param {string} address */
  const look = (address) => {
    const known = found.get(address);
    if (known) return known;
    const { data, shape } = trace.tensors[address];
    const all = data ?? [];
    const counts = shape.length === 0 || isIndices(address);
    const whole = counts && Array.from(all).every(Number.isInteger);
    const writing = short
      ? shortWriting(all, (text) => width(text) <= width(SHORT), whole)
      : writingOf(all, (text) => width(text) <= LONGEST, whole);
    const made = {
      writing,
      width: all.reduce((most, value) => Math.max(most, width(written(value, writing))), 0),
    };
    found.set(address, made);
    return made;
  };

  /** What cells keep to while numbers change. @type {import('./steady.js').Held} */
  let held = new Map();

  /**
   * Where there is little room, numbers that are hardly too long are written smaller.
   * @param {string} address
   */
  const spared = (address) => {
    const part = short ? width(SHORT) / look(address).width : 1;
    return part < 1 && part >= LEAST ? part : 1;
  };

  /** How much smaller its numbers are written. @param {string} address */
  const shrink = (address) => held.get(address)?.shrink ?? spared(address);
  /**
   * How wide the cells of a place must be, in times the size of their letters: one width for a
   * value, its gradient and its update.
   * @param {string} place
   */
  const need = (place) =>
    held.get(place)?.need ??
    Math.max(
      ...[place, denominator(place), gradientOf(place)]
        .flatMap((address) => [address, after(address)])
        .filter((address) => address in trace.tensors)
        .map((address) => look(address).width * spared(address)),
    );

  /**
   * How numbers that come while the network trains are written: as wide as the cell is.
   * @param {string} address
   * @param {ArrayLike<number>} data
   */
  const during = (address, data) => {
    const room = Math.max(need(address) / shrink(address), look(address).width);
    const fits = (/** @type {string} */ text) => width(text) <= room;
    const whole = trace.tensors[address].shape.length === 0 && Number.isInteger(data[0]);
    return briefWriting(data, fits, whole);
  };

  return {
    during,
    /** @param {import('./steady.js').Held} widths */
    hold(widths) {
      held = widths;
    },
    shrink,
    /** @param {string} address */
    of: (address) => look(address).writing,
    need,
  };
}
