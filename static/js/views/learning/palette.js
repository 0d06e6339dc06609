// @ts-check
/** Colours as the style sheet has them now, for what is painted point by point. */
import { el } from '../../platform/dom.js';

/** Classes have a colour and a shape; a sixth begins again. */
export const CLASSES = 5;

/** Half as many shades to either side of the middle. */
export const HALF = 32;

/** @typedef {[number, number, number]} Colour */

/** @type {Map<string, Colour[]>} */
const known = new Map();

/**
 * Of the lines on a surface; dark: of a zero that is white.
 * @typedef {{line: string, faint: string, dark: string}} Inks
 */
let inks = /** @type {Inks | null} */ (null);

/** Forgets them, after the theme has changed. */
export const forgetPalette = () => {
  known.clear();
  inks = null;
};

/** @param {HTMLElement} twin   where the style sheet has them @returns {Inks} */
export function inksOf(twin) {
  if (!inks) {
    const { color: line, outlineColor: faint, borderTopColor: dark } = getComputedStyle(twin);
    inks = { line, faint, dark };
  }
  return inks;
}

/**
 * @param {HTMLElement} area   where the colours are those of the style sheet
 * @param {'classes' | 'sides' | 'values'} kind   of classes; from one class to another; of numbers
 * @returns {Colour[]}
 */
export function paletteOf(area, kind) {
  const found = known.get(kind) ?? made(area, NAMES[kind]);
  known.set(kind, found);
  return found;
}

const NAMES = {
  classes: Array.from(
    { length: CLASSES },
    (_, k) => `color-mix(in oklab, var(--class-${k}) 48%, var(--surface))`,
  ),
  sides: Array.from(
    { length: 2 * HALF + 1 },
    (_, k) =>
      `color-mix(in oklab, var(--class-${k < HALF ? 0 : 1}) ${(Math.abs(k - HALF) * 48) / HALF}%, var(--surface))`,
  ),
  values: Array.from({ length: 2 * HALF + 1 }, (_, k) => {
    const end = `--val-${k < HALF ? 'neg' : 'pos'}`;
    const size = Math.abs(k - HALF) / HALF;
    return size < 0.5
      ? `color-mix(in oklab, var(${end}) ${size * 200}%, var(--heat-0))`
      : `color-mix(in oklab, var(${end}-deep) ${(size - 0.5) * 200}%, var(${end}))`;
  }),
};

/** @param {HTMLElement} area @param {string[]} names @returns {Colour[]} */
function made(area, names) {
  const pen = /** @type {CanvasRenderingContext2D} */ (
    el('canvas', { attrs: { width: names.length, height: 1 } }).getContext('2d', {
      willReadFrequently: true,
    })
  );
  const probes = names.map((color) => el('i', { class: 'probe', style: { color } }));
  const sheet = el('div', { attrs: { hidden: true } }, probes);
  area.append(sheet);
  probes.forEach((probe, k) => {
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(k, 0, 1, 1);
  });
  sheet.remove();
  const { data } = pen.getImageData(0, 0, names.length, 1);
  return names.map((_, k) => [data[4 * k], data[4 * k + 1], data[4 * k + 2]]);
}
