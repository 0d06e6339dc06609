// @ts-check
/**
 * Tensors as pictures on a canvas: each pixel shows the largest magnitude among the cells that it
 * covers.
 */

import { penOf } from './pens.js';
import { rampOf, tintOf } from './ramp.js';
import { box } from '../lib/grid.js';
import { extent } from '../lib/shape.js';

/** @typedef {import('../lib/shape.js').Flat} Flat */
/** @typedef {import('../lib/grid.js').Pitch} Pitch */

/**
 * @typedef {object} Picture
 * @property {ArrayLike<number>} data   row by row, map after map
 * @property {Flat} flat
 * @property {Pitch} pitch
 * @property {'v' | 'g'} kind
 * @property {number} top               where the colours end
 * @property {boolean} [masked]         whether −∞ is meant, and hides what stands there
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 */
export function paint(canvas, picture) {
  const { flat, pitch } = picture;
  const { rows, cols } = extent(flat);
  const whole = box(flat, pitch, { row: 0, col: 0, rows, cols });
  const zoom = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
  const context = fitted(
    canvas,
    Math.max(1, Math.round(whole.width * zoom)),
    Math.max(1, Math.round(whole.height * zoom)),
  );
  for (let map = 0; map < flat.count; map += 1) {
    const { left, top, width, height } = mapBox(picture, map);
    const image = blank(
      Math.max(1, Math.round(width * zoom)),
      Math.max(1, Math.round(height * zoom)),
    );
    paintMap(image, picture, map);
    context.putImageData(image, Math.round(left * zoom), Math.round(top * zoom));
  }
}

/**
 * A canvas keeps its memory as long as it keeps its size: while a network trains it is painted ten
 * times a second.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function fitted(canvas, width, height) {
  const context = penOf(canvas, { willReadFrequently: true });
  if (canvas.width === width && canvas.height === height) context.clearRect(0, 0, width, height);
  else Object.assign(canvas, { width, height });
  return context;
}

/** So many sizes are kept. */
const KEPT = 64;

/**
 * What has been made once, by what it was made for.
 * @template T
 * @param {Map<string, T>} made
 * @param {string} key
 * @param {() => T} make
 */
function once(made, key, make) {
  const known = made.get(key);
  if (known) return known;
  if (made.size >= KEPT) made.clear();
  const found = make();
  made.set(key, found);
  return found;
}

/** Pictures of all sizes, each painted in again and again. @type {Map<string, ImageData>} */
const images = new Map();
/** Of pixels, the cells that they cover. @type {Map<string, ([number, number] | null)[]>} */
const covered = new Map();

/** @param {number} width @param {number} height */
function blank(width, height) {
  const image = once(images, `${width} ${height}`, () => new ImageData(width, height));
  image.data.fill(0);
  return image;
}

/** @param {Pick<Picture, 'flat' | 'pitch'>} picture @param {number} map */
export function mapBox({ flat, pitch }, map) {
  const fold = flat.across / flat.channels;
  const group = Math.floor(map / flat.channels);
  const row = Math.floor(group / fold) * flat.rows;
  const col = ((group % fold) * flat.channels + (map % flat.channels)) * flat.cols;
  return box(flat, pitch, { row, col, rows: flat.rows, cols: flat.cols });
}

/**
 * @param {ImageData} image   in device pixels
 * @param {Picture} picture
 * @param {number} map
 */
function paintMap(image, picture, map) {
  const { data, flat, kind, pitch } = picture;
  const ramp = rampOf(kind);
  const start = map * flat.rows * flat.cols;
  const across = spansOf(image.width, flat.cols, pitch.width, pitch.gap);
  const down = spansOf(image.height, flat.rows, pitch.height, pitch.gap);
  const numbers = { data, start, stride: flat.cols };
  for (let y = 0; y < image.height; y += 1) {
    const rows = down[y];
    if (!rows) continue;
    /** The cells of the pixel before, which mostly are this one's too, and their colour. */
    let [first, end] = [-1, -1];
    /** @type {ArrayLike<number> | null} */
    let tint = null;
    for (let x = 0; x < image.width; x += 1) {
      const cols = across[x];
      if (!cols) continue;
      if (cols[0] !== first || cols[1] !== end) {
        first = cols[0];
        end = cols[1];
        const value = largest(numbers, rows, cols);
        tint = tintOf(ramp, value, picture);
      }
      dot(image.data, y * image.width + x, tint ?? hatch(x, y));
    }
  }
}

/**
 * One pixel; a list handed over whole is copied for each, thousands of times.
 * @param {Uint8ClampedArray} pixels @param {number} k @param {ArrayLike<number>} tint
 */
function dot(pixels, k, tint) {
  for (let channel = 0; channel < 4; channel += 1) pixels[4 * k + channel] = tint[channel];
}

/** @param {Parameters<typeof spans>} asked */
const spansOf = (...asked) => once(covered, asked.join(' '), () => spans(...asked));

/**
 * For each pixel the first and the last-but-one cell that it covers; null in the gap between two
 * cells.
 * @param {number} pixels
 * @param {number} cells
 * @param {number} size
 * @param {number} gap
 * @returns {([number, number] | null)[]}
 */
function spans(pixels, cells, size, gap) {
  const step = (cells * (size + gap) - gap) / pixels;
  return Array.from({ length: pixels }, (_, pixel) => {
    const middle = (pixel + 0.5) * step;
    const here = Math.min(cells - 1, Math.floor(middle / (size + gap)));
    if (gap > 0 && middle - here * (size + gap) > size) return null;
    const first = size < 1 ? Math.floor((pixel * cells) / pixels) : here;
    const end = size < 1 ? Math.ceil(((pixel + 1) * cells) / pixels) : here + 1;
    return [first, Math.max(first + 1, Math.min(cells, end))];
  });
}

/**
 * @param {{data: ArrayLike<number>, start: number, stride: number}} map
 * @param {[number, number]} rows
 * @param {[number, number]} cols
 */
function largest({ data, start, stride }, rows, cols) {
  let found = 0;
  for (let row = rows[0]; row < rows[1]; row += 1) {
    for (let col = cols[0]; col < cols[1]; col += 1) {
      const value = data[start + row * stride + col];
      if (!(Math.abs(value) <= Math.abs(found))) found = value;
    }
  }
  return found;
}

/** What is no number has no colour. @param {number} x @param {number} y */
const hatch = (x, y) => ((x + y) % 4 < 2 ? HATCH : NOTHING);
const HATCH = [128, 136, 148, 255];
const NOTHING = [0, 0, 0, 0];
