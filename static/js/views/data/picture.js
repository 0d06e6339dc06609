// @ts-check
/** A data set as a small picture: points of the plane by class, a curve, or the first images. */
import { el, svg } from '../../platform/dom.js';

/** @typedef {{shape: number[], data: (number | string)[]}} Numbers */

/** Pixels around the points. */
const EDGE = 5;
const CLASSES = 5;

/**
 * @param {{kind: string, points?: number[][], images?: number[][], shape?: number[]}} thumbnail
 *   as the catalog has it
 * @param {{width: number, height: number, dot?: number, most?: number}} size
 */
export function picture(
  { kind, points = [], images = [], shape = [1, 1] },
  { width, height, dot = 1.7, most = 4 },
) {
  if (kind === 'images') return pixels(images.slice(0, most), shape);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const x = scale(xs, EDGE, width - EDGE);
  const y = scale(ys, height - EDGE, EDGE);
  return svg(
    'svg',
    { class: 'picture', attrs: { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' } },
    points.map(([a, b, label]) =>
      svg('circle', {
        class: kind === 'points' ? `c${label % CLASSES}` : 'c0',
        attrs: { cx: x(a).toFixed(1), cy: y(b).toFixed(1), r: dot },
      }),
    ),
  );
}

/** @param {number[]} values @param {number} from @param {number} to */
function scale(values, from, to) {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return (/** @type {number} */ value) =>
    high > low ? from + ((value - low) / (high - low)) * (to - from) : (from + to) / 2;
}

/**
 * Images in a square of squares, dark on light or light on dark.
 * @param {number[][]} images
 * @param {number[]} shape
 */
function pixels(images, [rows, cols]) {
  const side = Math.ceil(Math.sqrt(images.length));
  const canvas = el('canvas', {
    class: 'picture',
    attrs: {
      width: side * cols,
      height: Math.ceil(images.length / side) * rows,
      'aria-hidden': 'true',
    },
  });
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  for (const [k, image] of images.entries()) {
    const left = (k % side) * cols;
    const top = Math.floor(k / side) * rows;
    for (const [at, value] of image.entries()) {
      pen.fillStyle = `rgb(120 130 145 / ${value})`;
      pen.fillRect(left + (at % cols), top + Math.floor(at / cols), 1, 1);
    }
  }
  return canvas;
}

/**
 * Samples as such a picture; null where they have none.
 * @param {{x: Numbers, target: Numbers}} samples
 * @param {[number, number]} plot   the columns to show
 * @param {boolean} classes
 */
export function thumbnailOf({ x, target }, plot, classes) {
  const [count, ...shape] = x.shape;
  const width = shape.reduce((all, side) => all * side, 1);
  const row = (/** @type {number} */ k) => x.data.slice(k * width, (k + 1) * width).map(Number);
  const many = Math.min(count, MOST);
  if (width > 16) {
    const images = Array.from({ length: Math.min(16, count) }, (_, k) => row(k));
    const side = Math.sqrt(width);
    // 16 or 255 where it is not 1
    const brightest = images.flat().reduce((a, b) => Math.max(a, b), 1);
    return {
      kind: 'images',
      shape: [side, side],
      images: images.map((image) => image.map((value) => value / brightest)),
    };
  }
  if (width === 1)
    return classes
      ? null
      : {
          kind: 'curve',
          points: Array.from({ length: many }, (_, k) => [
            ...row(k),
            Number(target.data[k * (target.shape[1] ?? 1)]),
          ]),
        };
  const [a, b] = Math.max(...plot) < width ? plot : [0, 1];
  return {
    kind: 'points',
    points: Array.from({ length: many }, (_, k) => [
      row(k)[a],
      row(k)[b],
      classes ? Number(target.data[k]) : 0,
    ]),
  };
}

/** More points than this are not told apart. */
const MOST = 600;
