// @ts-check
/** Axes of a picture that leaves no margin: ticks and numbers along its left and lower edges. */
import { svg } from '../../lib/sketch.js';

/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/charts.js').Axis} Axis */

/** An axis has no more numbers than these. */
const MOST = 4;

/**
 * Numbers near a corner are left out: the names of both inputs stand there.
 * @param {Room} room
 * @param {Axis} across
 * @param {Axis} up
 * @param {import('../../types.js').Translate} t
 */
export const axesInside = (room, across, up, t) => {
  const below = few(across.ticks).filter((tick) => {
    const x = room.x(tick);
    return x > 30 && x < room.right - 34;
  });
  const lowest = below.some((tick) => room.x(tick) < 44) ? room.bottom - 26 : room.bottom - 6;
  return svg(
    'g',
    { class: 'inner' },
    few(across.ticks).map((tick) => [
      svg('path', { attrs: { d: `M${room.x(tick)} ${room.bottom}v-6` } }),
      below.includes(tick) &&
        svg(
          'text',
          { attrs: { x: room.x(tick), y: room.bottom - 10, 'text-anchor': 'middle' } },
          written(tick),
        ),
    ]),
    few(up.ticks).map((tick) => [
      svg('path', { attrs: { d: `M0 ${room.y(tick)}h6` } }),
      room.y(tick) > 34 &&
        room.y(tick) < lowest &&
        svg('text', { attrs: { x: 10, y: room.y(tick) + 4 } }, written(tick)),
    ]),
    svg(
      'text',
      { attrs: { x: room.right - 8, y: room.bottom - 10, 'text-anchor': 'end' } },
      t('learn.axis', { n: '₁' }),
    ),
    svg('text', { attrs: { x: 10, y: 20 } }, t('learn.axis', { n: '₂' })),
  );
};

/** @param {number[]} ticks */
const few = (ticks) => ticks.filter((_, k) => k % Math.ceil(ticks.length / MOST) === 0);

/** @param {number} tick */
const written = (tick) => String(tick).replace('-', '−');
