// @ts-check
/** What a unit says along a single input: a small curve, in the colours of numbers. */
import { penOf } from '../../draw/pens.js';
import { HALF, paletteOf } from './palette.js';

/** @typedef {import('../../types.js').Tensor} Tensor */

/** Of the height, above and below. */
const AIR = 0.1;

/**
 * @param {HTMLElement} area   where the colours are those of the style sheet
 * @param {HTMLCanvasElement} canvas   of so many pixels as it has already
 * @param {Tensor} y   of all units, point after point
 * @param {number} j
 */
export function paintCurve(area, canvas, { shape, data }, j) {
  if (!data) return;
  const pen = penOf(canvas);
  const count = shape[0];
  const width = shape[1] ?? 1;
  const value = (/** @type {number} */ k) => Number(data[k * width + j]);
  let [low, high] = [0, 0]; // the zero is always seen
  for (let k = 0; k < count; k += 1) {
    if (!Number.isFinite(value(k))) continue;
    low = Math.min(low, value(k));
    high = Math.max(high, value(k));
  }
  const most = Math.max(-low, high) || 1;
  const span = high - low || 1;
  const tints = paletteOf(area, 'values');
  const at = (/** @type {number} */ number) =>
    canvas.height * (1 - AIR - ((1 - 2 * AIR) * (number - low)) / span);
  const step = canvas.width / (count - 1);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = css(tints[HALF]);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const thick = Math.max(1.5, canvas.width / 40);
  for (let k = 0; k < count; k += 1) {
    const number = value(k);
    if (!Number.isFinite(number)) continue;
    const top = Math.min(at(number), at(0));
    pen.fillStyle = css(tints[HALF + Math.round((number / most) * HALF)]);
    pen.fillRect((k - 0.5) * step, top, step + 1, Math.abs(at(number) - at(0)));
    pen.fillStyle = css(tints[number < 0 ? 0 : 2 * HALF]);
    pen.fillRect((k - 0.5) * step, at(number) - thick / 2, step + 1, thick);
  }
}

/** @param {number[]} tint */
const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;
