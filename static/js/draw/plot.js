// @ts-check
/** A chart's frame: two axes with their ticks, and the room inside them in pixels. */
import { svg } from '../lib/sketch.js';
import { sizeOf } from '../platform/sizes.js';
import { along } from '../lib/charts.js';
import { compact, scientific } from '../lib/format.js';

/** @typedef {import('../lib/charts.js').Axis} Axis */

/**
 * @typedef {object} Room
 * @property {number} width
 * @property {number} height
 * @property {number} left
 * @property {number} top
 * @property {number} right     where the room ends
 * @property {number} bottom
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 */

const LEFT = 46;
const BOTTOM = 20;
const TOP = 8;
const RIGHT = 10;
/** About as wide is a digit of an axis. */
const DIGIT = 7;

/**
 * @param {HTMLElement} area   the chart fills it
 * @param {Axis} across
 * @param {Axis} up
 * @param {{left?: number, right?: number}} [margins]
 * @returns {Room}
 */
export function roomIn(area, across, up, { left = LEFT, right: rest = RIGHT } = {}) {
  const size = sizeOf(area);
  const width = Math.max(120, size.width);
  const height = Math.max(60, size.height);
  const right = width - rest;
  const bottom = height - BOTTOM;
  return {
    width,
    height,
    left,
    top: TOP,
    right,
    bottom,
    x: (value) => left + along(across, value) * (right - left),
    y: (value) => bottom - along(up, value) * (bottom - TOP),
  };
}

/** @param {number} value @param {boolean} log */
function written(value, log) {
  if (log && (value >= 1e4 || value < 1e-3)) return scientific(value, 0).replace('1·', '');
  if (log) return String(value);
  const size = Math.abs(value);
  const short = value === 0 || (size >= 1e-3 && size < 1e5);
  return short ? String(value).replace('-', '−') : compact(value);
}

/**
 * The lines and numbers of both axes.
 * @param {Room} room
 * @param {Axis} across
 * @param {Axis} up
 * @param {(value: number) => string} [name]   what stands below a tick
 */
export const frame = (room, across, up, name = (value) => written(value, across.log)) => [
  up.ticks.map((tick) =>
    svg(
      'g',
      null,
      svg('path', { class: 'grid', attrs: { d: `M${room.left} ${room.y(tick)}H${room.right}` } }),
      svg(
        'text',
        { attrs: { x: room.left - 6, y: room.y(tick) + 4, 'text-anchor': 'end' } },
        written(tick, up.log),
      ),
    ),
  ),
  across.ticks.map((tick) => below(room, room.x(tick), name(tick))),
  svg('path', {
    class: 'axes',
    attrs: { d: `M${room.left} ${room.top}V${room.bottom}H${room.right}` },
  }),
];

/**
 * A number below a tick, whole at the right edge too.
 * @param {Room} room @param {number} x @param {string} words
 */
const below = (room, x, words) =>
  svg(
    'text',
    {
      attrs: {
        x: Math.min(x, room.width - (words.length * DIGIT) / 2),
        y: room.bottom + 15,
        'text-anchor': 'middle',
      },
    },
    words,
  );

/** @param {Room} room @param {import('../lib/sketch.js').Child[]} children */
export const chart = ({ width, height }, ...children) =>
  svg(
    'svg',
    { attrs: { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' } },
    children,
  );
