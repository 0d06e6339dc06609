// @ts-check
/** What a network of one input says along it: a curve for each output, over the samples. */
import { svg } from '../../lib/sketch.js';
import { made } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis, path } from '../../lib/charts.js';
import { ofUnit } from '../../lib/picture.js';
import { dots } from './dots.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../lib/charts.js').Axis} Axis */
/** @typedef {import('../../draw/plot.js').Room} Room */

/** So much of its height is free above and below what is shown. */
const AIR = 0.15;

/**
 * Of the whole network, or of the unit j.
 * @param {HTMLElement} area
 * @param {Samples} samples
 * @param {{xs: number[], y: Tensor, j: number | null}} said   at these inputs
 * @returns {import('../plots/adding.js').Place | null}   where a sample may be put; none at a unit
 *   and at more than one output
 */
export function drawCurve(area, samples, { xs, y, j }) {
  const found = j === null ? y : ofUnit(y, j);
  const across = { ...axis([xs[0], xs[xs.length - 1]]), min: xs[0], max: xs[xs.length - 1] };
  const up = heights(j === null ? targetsOf(samples) : (found.data ?? []));
  const room = roomIn(area, across, up);
  const outputs = samples.train.target.shape[1] ?? 1;
  const picture = chart(
    room,
    frame(room, across, up),
    j === null &&
      dots(samples, room, ([x], row, { target }) => [x, Number(target.data?.[row * outputs])]),
    clipped(room, lines(room, up, xs, found)),
  );
  area.prepend(made(picture));
  return j !== null || outputs > 1 ? null : { room, across, up, curve: true };
}

/** @param {Samples} samples */
const targetsOf = ({ train, test }) =>
  [train, test].flatMap(({ target }) => target.data ?? []).map(Number);

/** An axis on which all of these are, with air above and below. @param {number[]} values */
function heights(values) {
  const { min, max } = axis(values);
  const more = Math.abs(max - min) * AIR;
  return axis([min - more, max + more]);
}

/** @param {Room} room @param {Axis} up @param {number[]} xs @param {Tensor} said */
const lines = (room, up, xs, { shape: [, count = 1], data }) =>
  Array.from({ length: count }, (_, q) =>
    svg('path', {
      class: 'plot-line fitted',
      attrs: {
        d: path(
          xs.map((x, k) => [x, bounded((data ?? [])[k * count + q], up)]),
          room.x,
          room.y,
        ),
      },
    }),
  );

/**
 * A line does not leave the picture by more than its height.
 * @param {number} value
 * @param {Axis} up
 */
const bounded = (value, { min, max }) => Math.max(2 * min - max, Math.min(2 * max - min, value));

/**
 * What is seen inside the axes only.
 * @param {Room} room
 * @param {import('../../lib/sketch.js').Sketch[]} children
 */
const clipped = ({ left, top, right, bottom }, children) => {
  const [width, height] = [right - left, bottom - top];
  const viewBox = `${left} ${top} ${width} ${height}`;
  return svg('svg', { attrs: { x: left, y: top, width, height, viewBox } }, children);
};
