// @ts-check
/** Curves of the error, drawn: where one looks at, what lies behind that, where a number broke. */
import { svg } from '../../lib/sketch.js';
import { chart, frame } from '../../draw/plot.js';
import { path, thinned } from '../../lib/charts.js';
import { compact, fixed } from '../../lib/format.js';

/** @typedef {import('../../lib/loss-curves.js').Curves} Curves */
/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/charts.js').Axis} Axis */
/** @typedef {import('../../lib/charts.js').Point} Point */
/** @typedef {import('../../lib/charts.js').Series} Series */

/**
 * @param {Curves} curves
 * @param {{room: Room, across: Axis, up: Axis}} place
 * @param {Point | null} over   under the pointer
 */
export const lossPicture = (curves, { room, across, up }, over) => {
  const { run, kept, whole, here, last } = curves;
  const { x, y, top, bottom } = room;
  return chart(
    room,
    frame(room, across, up, (tick) => countWords(tick + 1)),
    kept && line(kept, 'kept', room),
    line(run.losses, whole ? 'each' : '', room),
    whole && line(run.trains, 'trains', room),
    run.tests.length > 1 && line(run.tests, 'test', room),
    broken(run.losses, room),
    here < last && after(here, room),
    svg('path', { class: 'cursor', attrs: { d: `M${x(here)} ${top}V${bottom}` } }),
    svg('circle', { class: 'knob', attrs: { cx: x(here), cy: top, r: 5.5 } }),
    over &&
      Number.isFinite(y(over[1])) &&
      svg('circle', { class: 'dot over', attrs: { cx: x(over[0]), cy: y(over[1]), r: 4.5 } }),
  );
};

/** @param {Series} series @param {string} name @param {Room} room */
const line = (series, name, { x, y, left, right }) =>
  svg('path', {
    class: `plot-line ${name}`,
    attrs: { d: path(thinned(series, right - left), x, y) },
  });

/** The first iteration whose error is no number. @param {Series} losses @param {Room} room */
const broken = (losses, { x, top, bottom }) => {
  const found = losses.find(([, value]) => !Number.isFinite(value));
  if (!found) return null;
  const [k, value] = found;
  return svg(
    'g',
    { class: 'broken' },
    svg('path', { attrs: { d: `M${x(k)} ${top}V${bottom}` } }),
    svg('text', { attrs: { x: x(k) - 4, y: top + 10, 'text-anchor': 'end' } }, compact(value)),
  );
};

/** What comes after the one that is seen is pale. @param {number} here @param {Room} room */
const after = (here, { x, top, bottom, right }) =>
  svg('rect', {
    class: 'after',
    attrs: {
      x: x(here),
      y: top - 4,
      width: Math.max(0, right - x(here)),
      height: bottom - top + 3,
    },
  });

/** 20,000 is 20k: ticks stand close together. @param {number} count */
const countWords = (count) =>
  count >= 1e4 ? `${fixed(count / 1000, count % 1000 < 100 ? 0 : 1)}k` : String(count);
