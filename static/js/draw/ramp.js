// @ts-check
/** The colours of numbers in a picture, from the negative end over neutral to the positive one. */
import { el } from '../platform/dom.js';
import { penOf } from './pens.js';

/**
 * @typedef {Uint8ClampedArray[]} Ramp   colours from the negative end over neutral to the positive
 *   one
 */

const HALF = 32;

/** @type {Map<string, Ramp>} */
const ramps = new Map();

/** Forgets the colours, after the theme has changed. */
export const forgetColours = () => ramps.clear();

/**
 * The colours of a kind, as the style sheet has them now.
 * @param {'v' | 'g'} kind
 * @returns {Ramp}
 */
export function rampOf(kind) {
  const known = ramps.get(kind);
  if (known) return known;
  const probes = Array.from({ length: 2 * HALF + 1 }, (_, k) =>
    el('i', { style: { color: mix(kind, (k - HALF) / HALF) } }),
  );
  const sheet = el('div', null, probes);
  const canvas = el('canvas', { attrs: { width: probes.length, height: 1 } });
  const context = penOf(canvas, { willReadFrequently: true });
  document.body.append(sheet); // all at once, so that the browser works out its styles once
  probes.forEach((probe, k) => {
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(k, 0, 1, 1);
  });
  sheet.remove();
  const { data } = context.getImageData(0, 0, probes.length, 1);
  const ramp = probes.map((_, k) => data.slice(4 * k, 4 * k + 4));
  ramps.set(kind, ramp);
  return ramp;
}

/**
 * The scale goes on to its deep end, for no digits must stay readable on it.
 * @param {'v' | 'g'} kind
 * @param {number} depth   from -1 to 1
 */
function mix(kind, depth) {
  const end = `--${kind === 'v' ? 'val' : 'grad'}-${depth < 0 ? 'neg' : 'pos'}`;
  const size = Math.abs(depth);
  return size < 0.5
    ? `color-mix(in oklab, var(${end}) ${size * 200}%, var(--heat-0))`
    : `color-mix(in oklab, var(${end}-deep) ${(size - 0.5) * 200}%, var(${end}))`;
}

/**
 * The colour of a number; null where there is none.
 * @param {Ramp} ramp
 * @param {number} value
 * @param {Pick<import('./heatmap.js').Picture, 'top' | 'masked'>} picture
 */
export function tintOf(ramp, value, { top, masked }) {
  if (Number.isNaN(value) || (masked && value === -Infinity)) return null;
  return ramp[Math.round(Math.max(-1, Math.min(1, value / top)) * HALF) + HALF];
}
