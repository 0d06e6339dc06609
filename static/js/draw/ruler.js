// @ts-check
/** How wide a text is, without laying it out. */

const pen = /** @type {CanvasRenderingContext2D} */ (
  document.createElement('canvas').getContext('2d')
);

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * @param {string} text
 * @param {string} font   as in CSS: 600 12px sans-serif
 */
export function textWidth(text, font) {
  let sum = 0;
  for (const letter of text) {
    const key = `${font} ${letter}`;
    let width = widths.get(key);
    if (width === undefined) {
      pen.font = font;
      width = pen.measureText(letter).width;
      widths.set(key, width);
    }
    sum += width;
  }
  return sum;
}
