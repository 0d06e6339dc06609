// @ts-check
/** A cross in a picture, moved by the arrow keys: where the next point goes. */
import { svg } from '../../platform/dom.js';

/** Of the picture's side: how far a key moves it. */
const STRIDE = 1 / 32;

export function createCross() {
  /** From 0 to 1, to the right and up. @type {[number, number]} */
  let at = [0.5, 0.5];
  const mark = svg('path', { class: 'cross' });
  return {
    mark,
    at: () => at,
    /** Whether that key moves it. @param {string} key */
    move(key) {
      const by = {
        ArrowLeft: [-STRIDE, 0],
        ArrowRight: [STRIDE, 0],
        ArrowDown: [0, -STRIDE],
        ArrowUp: [0, STRIDE],
      }[key];
      if (by) at = [within(at[0] + by[0]), within(at[1] + by[1])];
      return Boolean(by);
    },
    /** @param {import('../../draw/plot.js').Room} room */
    draw({ left, right, top, bottom }) {
      const [x, y] = [left + at[0] * (right - left), bottom - at[1] * (bottom - top)];
      mark.setAttribute('d', `M${x - 6} ${y}h12M${x} ${y - 6}v12`);
    },
  };
}

/** @param {number} share */
const within = (share) => Math.max(0, Math.min(1, share));
