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
export const floats = (text) => Array.from(new Float64Array(bytes(text)));

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
 * A tensor as the stage shows it: its numbers, or colours in place of a preview, with what its
 * histogram is drawn from.
 * @param {import('../answers.js').PackedTensor} packed
 * @returns {Tensor}
 */
export function tensorOf({ shape, float64, levels, spread }) {
  if (float64 !== undefined || !levels)
    return /** @type {Tensor} */ ({ shape, data: floats(float64 ?? '') });
  const scale = Number(levels.scale);
  const { cells } = levels;
  const data = Array(cells.length);
  for (let k = 0; k < cells.length; k += 1) {
    const place = PLACES[cells.charCodeAt(k)];
    data[k] = place ? (2 * ((place - 1) / (LEVELS - 1)) - 1) * scale : NaN;
  }
  const stats = spread && {
    ...spread,
    histogram: spread.counts.length
      ? { min: Number(spread.min), max: Number(spread.max), counts: spread.counts }
      : null,
  };
  return /** @type {Tensor} */ ({
    shape,
    data: null,
    preview: { shape: levels.shape ?? shape, data },
    ...(stats ? { stats } : {}),
  });
}

/**
 * What the network says of points, as a tensor: of classes how probable each is, as far as that has
 * been told; NaN where it sees none.
 * @param {import('../answers.js').PackedPrediction} packed
 * @returns {Tensor}
 */
export function predictionOf({ shape, float64, classes, columns }) {
  const width = shape[1] ?? 1;
  if (float64 !== undefined) return /** @type {Tensor} */ ({ shape, data: floats(float64) });
  const cells = (classes ?? columns)?.cells ?? '';
  const data = classes
    ? likely(cells, classes.each, width)
    : between(cells, (columns?.low ?? []).map(Number), (columns?.high ?? []).map(Number));
  return /** @type {Tensor} */ ({ shape, data, rounded: true });
}

/**
 * Each column from its lowest number to its highest.
 * @param {string} cells @param {number[]} low @param {number[]} high
 */
function between(cells, low, high) {
  const data = Array(cells.length);
  for (let k = 0; k < cells.length; k += 1) {
    const place = PLACES[cells.charCodeAt(k)];
    const q = k % low.length;
    data[k] = place ? low[q] + ((place - 1) / (LEVELS - 1)) * (high[q] - low[q]) : NaN;
  }
  return data;
}

/**
 * The winner has its probability, the others share what is left.
 * @param {string} cells @param {number} each   levels of a class @param {number} width
 */
function likely(cells, each, width) {
  const data = Array(cells.length * width);
  for (let k = 0; k < cells.length; k += 1) {
    const place = PLACES[cells.charCodeAt(k)];
    if (!place) {
      data.fill(NaN, k * width, (k + 1) * width);
      continue;
    }
    const sure = (((place - 1) % each) + 0.5) / each; // from an even guess to 1
    const rest = (1 - sure) / width;
    data.fill(rest, k * width, (k + 1) * width);
    data[k * width + Math.floor((place - 1) / each)] = rest + sure;
  }
  return data;
}
