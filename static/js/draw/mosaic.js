// @ts-check
/**
 * A small tensor as a picture of few cells: one path for each of its colours. A canvas would be a
 * layer of its own for the browser, which each frame has to put together with the others.
 */
import { svg } from '../platform/dom.js';
import { mapBox } from './heatmap.js';
import { rampOf, tintOf } from './ramp.js';

/** @typedef {import('./heatmap.js').Picture} Picture */

/** More cells than this are a canvas. */
const FEW = 256;

/** What is no number has no colour: slanted lines, so far apart. */
const HATCHED = 'hatched';
const APART = 4;

/** @param {Pick<Picture, 'flat' | 'pitch'>} picture */
export const isFew = ({ flat: { count, rows, cols }, pitch }) =>
  count * rows * cols <= FEW && pitch.width >= 2 && pitch.height >= 2;

/**
 * @param {Picture} picture
 * @returns {SVGElement[]}
 */
export function mosaic(picture) {
  const { data, flat, kind } = picture;
  const ramp = rampOf(kind);
  /** @type {Map<Uint8ClampedArray | null, string>} */
  const paths = new Map();
  const each = flat.rows * flat.cols;
  for (let k = 0; k < each * flat.count; k += 1) {
    const paint = tintOf(ramp, data[k], picture);
    paths.set(paint, (paths.get(paint) ?? '') + outline(picture, k, paint ? tile : hatch));
  }
  return [...paths].map(([paint, d]) =>
    paint
      ? svg('path', { attrs: { d }, style: { fill: `rgb(${paint[0]} ${paint[1]} ${paint[2]})` } })
      : svg('path', { class: HATCHED, attrs: { d } }),
  );
}

/**
 * @param {Picture} picture
 * @param {number} k   of its cells, map after map and row by row
 * @param {(left: number, top: number, width: number, height: number) => string} draw
 */
function outline({ flat, pitch }, k, draw) {
  const { rows, cols } = flat;
  const inMap = k % (rows * cols);
  const { left, top } = mapBox({ flat, pitch }, (k - inMap) / (rows * cols));
  const col = inMap % cols;
  const row = (inMap - col) / cols;
  const { width, height, gap } = pitch;
  return draw(left + col * (width + gap), top + row * (height + gap), width, height);
}

/** @param {number} left @param {number} top @param {number} width @param {number} height */
const tile = (left, top, width, height) => `M${left} ${top}h${width}v${height}h${-width}z`;

/**
 * Lines that rise to the right, cut at the edges of the cell.
 * @param {number} left @param {number} top @param {number} width @param {number} height
 */
function hatch(left, top, width, height) {
  let d = '';
  for (let sum = APART / 2; sum < width + height; sum += APART) {
    const [from, to] = [Math.max(0, sum - height), Math.min(sum, width)];
    d += `M${left + from} ${top + sum - from}L${left + to} ${top + sum - to}`;
  }
  return d;
}
