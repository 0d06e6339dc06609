// @ts-check
/** Colours as the style sheet has them now, for what is painted point by point. */
import { el } from '../../platform/dom.js';

/** Classes have a colour and a shape; a sixth begins again. */
export const CLASSES = 5;

/** Half as many shades to either side of the middle; the style sheet is asked for each fourth. */
export const HALF = 128;
const EACH = 4;
const ASKED = HALF / EACH;

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
  const found = known.get(kind);
  if (found) return found;
  const asked = made(area, NAMES[kind]);
  const tints = kind === 'classes' ? asked : between(asked);
  known.set(kind, tints);
  return tints;
}

const NAMES = {
  classes: Array.from(
    { length: CLASSES },
    (_, k) => `color-mix(in oklab, var(--class-${k}) 48%, var(--surface))`,
  ),
  sides: Array.from(
    { length: 2 * ASKED + 1 },
    (_, k) =>
      `color-mix(in oklab, var(--class-${k < ASKED ? 0 : 1}) ${(Math.abs(k - ASKED) * 48) / ASKED}%, var(--surface))`,
  ),
  values: Array.from({ length: 2 * ASKED + 1 }, (_, k) => {
    const end = `--val-${k < ASKED ? 'neg' : 'pos'}`;
    const size = Math.abs(k - ASKED) / ASKED;
    return size < 0.5
      ? `color-mix(in oklab, var(${end}) ${size * 200}%, var(--heat-0))`
      : `color-mix(in oklab, var(${end}-deep) ${(size - 0.5) * 200}%, var(${end}))`;
  }),
};

/** Shades between those that were asked for. @param {Colour[]} asked @returns {Colour[]} */
const between = (asked) =>
  Array.from({ length: (asked.length - 1) * EACH + 1 }, (_, k) => {
    const here = asked[Math.floor(k / EACH)];
    const next = asked[Math.ceil(k / EACH)];
    const share = (k % EACH) / EACH;
    const mixed = here.map((part, c) => Math.round(part + share * (next[c] - part)));
    return /** @type {Colour} */ (mixed);
  });

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
