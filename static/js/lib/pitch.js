// @ts-check
/** How large the cells of a heat-map are, and how far apart, in the room that it has. */
import { measure } from './grid.js';
import { extent, layOut } from './shape.js';

/** @typedef {import('./grid.js').Pitch} Pitch */
/** @typedef {{shape: number[], data: ArrayLike<number> | null}} Laid */

/** Cells above this size are drawn apart; and so far apart are maps of such cells. */
const SEPARATE = 7;
const APART = 6;
/** A picture is not thinner than this where its cells can grow. */
const THIN = 28;

/**
 * Square cells of whole pixels while they are large enough to tell apart; else a picture that keeps
 * some of the proportion.
 * @param {Laid} tensor
 * @param {{width: number, height: number}} size
 * @param {number} grow
 * @returns {Pitch}
 */
export function pitchWithin(tensor, size, grow) {
  const flat = layOut(tensor);
  const { rows, cols } = extent(flat);
  const sideWith = (/** @type {number} */ apart) =>
    Math.floor(
      Math.min(
        (size.width - apart * (flat.across - 1)) / cols,
        (size.height - apart * (flat.down - 1)) / rows,
        16 * Math.max(1, grow),
      ),
    );
  const between = sideWith(APART) > SEPARATE ? APART : APART / 2;
  const apart = flat.count === 1 ? 0 : between;
  const side = sideWith(apart);
  if (side >= 2) {
    const gap = side > SEPARATE ? 1 : 0;
    const least = (/** @type {number} */ count) =>
      Math.max(side, Math.min(9, Math.floor(THIN / count)));
    const thin = flat.count === 1 && gap === 0;
    return {
      width: thin ? least(cols) : side - gap,
      height: thin ? least(rows) : side - gap,
      gap,
      apart,
    };
  }
  const width = size.width - apart * (flat.across - 1);
  const height = size.height - apart * (flat.down - 1);
  const natural = (/** @type {number} */ count) => 12 * grow * count ** 0.45;
  const fill = flat.count > 1 ? Infinity : 1;
  return {
    width: Math.min(width, 60 * grow * fill, natural(cols) * fill) / cols,
    height: Math.min(height, 112 * grow * fill, natural(rows) * fill) / rows,
    gap: 0,
    apart,
  };
}

/** The size of a heat-map in pixels. @param {Laid} tensor @param {Pitch} pitch */
export const pictureOf = (tensor, pitch) => measure(layOut(tensor), pitch);
