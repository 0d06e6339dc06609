// @ts-check
/**
 * Reads a training's picture that came in few bytes: colours are one character a cell, in base64's
 * alphabet; numbers are base64 of float64.
 */

/** @typedef {import('../types.js').Tensor} Tensor */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** `A` is no number, the others are so many levels. */
const LEVELS = ALPHABET.length - 1;
const PLACES = new Uint8Array(128);
for (let k = 0; k <= LEVELS; k += 1) PLACES[ALPHABET.charCodeAt(k)] = k;

/** @param {string} text @returns {ArrayBuffer} */
function bytes(text) {
  const found = atob(text);
  const made = new Uint8Array(found.length);
  for (let k = 0; k < found.length; k += 1) made[k] = found.charCodeAt(k);
  return made.buffer;
}

/** @param {string} text @returns {number[]} */
export const floats = (text) => [...new Float64Array(bytes(text))];

/**
 * Iterations and their losses.
 * @param {import('../answers.js').PackedLosses} packed
 * @returns {[number, number][]}
 */
export function lossesOf({ first, after, float64 }) {
  const values = floats(float64);
  return [...new Uint32Array(bytes(after))].map((k, at) => [first + k, values[at]]);
}

/**
 * What the network says of points, as a tensor: of classes 1 for the one that it sees there and 0
 * for the others, NaN where it sees none.
 * @param {import('../answers.js').PackedPrediction} packed
 * @returns {Tensor}
 */
export function predictionOf({ shape, float64, classes, columns }) {
  const width = shape[1] ?? 1;
  if (float64 !== undefined) return /** @type {Tensor} */ ({ shape, data: floats(float64) });
  const cells = (classes ?? columns)?.cells ?? '';
  const data = classes
    ? winners(cells, classes.each, width)
    : Array.from(cells, (letter, k) => {
        const place = PLACES[letter.charCodeAt(0)];
        const low = Number(columns?.low[k % width]);
        const high = Number(columns?.high[k % width]);
        return place ? low + ((place - 1) / (LEVELS - 1)) * (high - low) : NaN;
      });
  return /** @type {Tensor} */ ({ shape, data });
}

/** @param {string} cells @param {number} each   levels of a class @param {number} width */
function winners(cells, each, width) {
  const data = Array(cells.length * width).fill(0);
  for (let k = 0; k < cells.length; k += 1) {
    const place = PLACES[cells.charCodeAt(k)];
    if (place) data[k * width + Math.floor((place - 1) / each)] = 1;
    else data.fill(NaN, k * width, (k + 1) * width);
  }
  return data;
}
