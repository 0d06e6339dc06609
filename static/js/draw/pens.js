// @ts-check
/** What draws in a canvas, asked for once: each asking leaves something for the collector. */

/** @type {WeakMap<HTMLCanvasElement, CanvasRenderingContext2D>} */
const pens = new WeakMap();

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [how]   as the first who asks wants it
 * @returns {CanvasRenderingContext2D}
 */
export function penOf(canvas, how) {
  const known = pens.get(canvas);
  if (known) return known;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', how));
  pens.set(canvas, pen);
  return pen;
}
