// @ts-check
/** What a network, or one of its units, says over a plane, painted as a smooth surface. */
import { penOf } from '../../draw/pens.js';
import { el } from '../../platform/dom.js';
import { contour, heightsOf, lead, sharesOf, smoothed } from '../../lib/surface.js';
import { HALF, paletteOf } from './palette.js';

/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('./palette.js').Colour} Colour */
/** @typedef {import('../../types.js').Samples} Samples */

/**
 * @typedef {object} Surface
 * @property {number} side      points along each side
 * @property {(point: number) => number[] | null} colour   null where there is nothing to see
 * @property {{field: ArrayLike<number>, level: number, strong: boolean}[]} lines
 * @property {boolean} [values]   whether colours stand for numbers, white for 0
 */

/**
 * Of the whole network.
 * @param {HTMLElement} area
 * @param {Tensor} y
 * @param {Samples} samples
 * @returns {Surface}
 */
export function ofNetwork(area, y, samples) {
  const side = Math.round(Math.sqrt(y.shape[0]));
  const shares = sharesOf(y, samples);
  if (shares) {
    const tints = paletteOf(area, 'classes');
    return {
      side,
      colour: (point) => mixed(tints, shares.p, point * shares.count, shares.count),
      lines: Array.from({ length: shares.count }, (_, k) => ({
        field: lead(shares, k),
        level: 0,
        strong: true,
      })),
    };
  }
  if (samples.train.labels)
    return scaled(
      paletteOf(area, 'sides'),
      side,
      y.rounded ? smoothed(heightsOf(y, samples), side) : heightsOf(y, samples),
      [{ level: 0, strong: true }],
    );
  const width = y.shape[1] ?? 1;
  const told = Array.from({ length: y.shape[0] }, (_, k) => Number(y.data?.[k * width]));
  const first = y.rounded ? smoothed(told, side) : told;
  const most = largest([...(samples.train.target.data ?? []).map(Number)]) || largest(first) || 1;
  const found = scaled(
    paletteOf(area, 'values'),
    side,
    first.map((value) => value / most),
    [],
  );
  return {
    ...found,
    lines: levelsOf(first, 0.5).map((line) => ({ field: first, ...line })),
    values: true,
  };
}

/**
 * Of one unit, from the lowest over 0 to the highest.
 * @param {HTMLElement} area
 * @param {Tensor} y
 * @param {{j: number, lined: boolean}} which   lined: whether its zero is drawn
 * @returns {Surface}
 */
export function ofUnit(area, { shape, data, rounded }, { j, lined }) {
  const width = shape[1] ?? 1;
  const side = Math.round(Math.sqrt(shape[0]));
  const told = Array.from({ length: shape[0] }, (_, k) => Number(data?.[k * width + j]));
  const values = rounded && lined ? smoothed(told, side) : told;
  const most = largest(values) || 1;
  return {
    ...scaled(
      paletteOf(area, 'values'),
      side,
      values.map((value) => value / most),
      lined ? [{ level: 0, strong: true }] : [],
    ),
    values: true,
  };
}

/** The largest distance from 0 of those that are finite. @param {number[]} values */
const largest = (values) =>
  values.reduce((all, value) => (Number.isFinite(value) ? Math.max(all, Math.abs(value)) : all), 0);

/**
 * Levels a step apart, as many as can be told from each other.
 * @param {number[]} values
 * @param {number} step
 */
function levelsOf(values, step) {
  const seen = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const wide = step * Math.max(1, 2 ** Math.ceil(Math.log2((high - low) / step / 16)));
  if (!(high > low) || !Number.isFinite(wide)) return [];
  const first = Math.ceil(low / wide);
  return Array.from({ length: Math.max(0, Math.floor(high / wide) - first + 1) }, (_, k) => ({
    level: (first + k) * wide,
    strong: first + k === 0,
  }));
}

/**
 * @param {Colour[]} tints   from one end to the other
 * @param {number} side
 * @param {number[]} depths   from −1 to 1
 * @param {{level: number, strong: boolean}[]} lines
 * @returns {Surface}
 */
function scaled(tints, side, depths, lines) {
  return {
    side,
    colour: (point) => {
      const depth = depths[point];
      return Number.isNaN(depth)
        ? null
        : tints[HALF + Math.round(Math.max(-1, Math.min(1, depth)) * HALF)];
    },
    lines: lines.map((line) => ({ field: depths, ...line })),
  };
}

/**
 * @param {number[][]} tints @param {ArrayLike<number>} p @param {number} from @param {number} count
 */
function mixed(tints, p, from, count) {
  let [red, green, blue] = [0, 0, 0];
  for (let k = 0; k < count; k += 1) {
    const share = p[from + k];
    if (Number.isNaN(share)) return null;
    const tint = tints[k % tints.length];
    red += share * tint[0];
    green += share * tint[1];
    blue += share * tint[2];
  }
  mix[0] = red;
  mix[1] = green;
  mix[2] = blue;
  return mix;
}

/** The colour in hand: a plane has thousands, and none is kept. */
const mix = [0, 0, 0];

/**
 * What a plane of so many points is painted in before it is enlarged.
 * @type {Map<number, {draft: CanvasRenderingContext2D, image: ImageData}>}
 */
const drafts = new Map();

/** @param {number} side */
function draftOf(side) {
  const known = drafts.get(side);
  if (known) return known;
  const canvas = el('canvas', { attrs: { width: side, height: side } });
  const draft = penOf(canvas);
  const made = { draft, image: new ImageData(side, side) };
  drafts.set(side, made);
  return made;
}

/**
 * @param {HTMLCanvasElement} canvas   of so many pixels as it has already
 * @param {Surface} surface
 * @param {import('./palette.js').Inks | null} inks
 */
export function paint(canvas, { side, colour, lines, values }, inks) {
  const pen = penOf(canvas);
  if (!side) return;
  const { draft, image } = draftOf(side);
  image.data.fill(0);
  for (let point = 0; point < side * side; point += 1) {
    const found = colour(point);
    if (!found) continue;
    const at = 4 * ((side - 1 - Math.floor(point / side)) * side + (point % side));
    image.data[at] = found[0];
    image.data[at + 1] = found[1];
    image.data[at + 2] = found[2];
    image.data[at + 3] = 255;
  }
  draft.putImageData(image, 0, 0);
  const { width, height } = canvas;
  const [cell, tall] = [width / (side - 1), height / (side - 1)]; // points lie on the edges
  pen.clearRect(0, 0, width, height);
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(draft.canvas, -cell / 2, -tall / 2, width + cell, height + tall);
  if (!inks) return;
  const zoom = Math.max(1, window.devicePixelRatio || 1);
  pen.lineCap = 'round';
  const zero = values ? inks.dark : inks.line;
  for (const { field, level, strong } of lines) {
    pen.lineWidth = (strong ? 2 : 1) * zoom;
    pen.strokeStyle = strong ? zero : inks.faint;
    pen.beginPath();
    for (const segment of contour(field, side, level)) {
      pen.moveTo(segment[0] * cell, height - segment[1] * tall);
      pen.lineTo(segment[2] * cell, height - segment[3] * tall);
    }
    pen.stroke();
  }
}

/**
 * Gives a canvas as many pixels as the screen has for it.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} [height]
 */
export function sized(canvas, width, height = width) {
  const zoom = Math.min(2, Math.max(1, window.devicePixelRatio || 1));
  const [wide, high] = [width, height].map((length) => Math.max(1, Math.round(length * zoom)));
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}
