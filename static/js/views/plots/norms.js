// @ts-check
/** How long each block's gradient is over the iterations: where it vanishes, where it explodes. */
import { svg } from '../../lib/sketch.js';
import { clear, write } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { along, axis, nearest, path, thinned } from '../../lib/charts.js';
import { near } from '../../lib/format.js';
import { nodeName, shortName } from '../../lib/names.js';
import { liveOn } from '../../lib/live.js';
import { lastOf } from '../../lib/run.js';
import { titled } from './titled.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../lib/run.js').Run} Run */
/** @typedef {import('../../lib/charts.js').Axis} Axis */
/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {{id: string, share: number, norm: number}} Block   share: where it stands among all,
 *   in percent; norm: at the iteration that is seen */

/** Below and above, a gradient hardly moves the weights or throws them far. */
const VANISHING = 1e-4;
const EXPLODING = 1e2;

/** Names at the lines' ends keep this distance, and have this room, in pixels. */
const APART = 13;
const NAMES = 78;
/** A zone as high as this says what it is. */
const WORD = 16;

/**
 * @param {HTMLElement} root
 * @param {import('../../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const { title, read, area } = titled(root);
  read.classList.add('trouble');

  return () => {
    const { runs, stage } = store.get();
    const { run } = runs;
    const { trace } = stage;
    write(title, t('train.norms'));
    if (!run || !trace) return clear(area);
    const at = liveOn(runs, trace)?.iteration ?? trace.iteration;
    const blocks = blocksOf(run, trace, at);
    const trouble = troubleIn(blocks, trace, t);
    area.title = trouble;
    write(read, trouble);
    area.setAttribute(
      'aria-label',
      [
        t('train.norms'),
        ...(trouble ? [trouble] : []),
        ...blocks.map(({ id, norm }) => `${nodeName(id, trace, t)}: ${near(norm, 3)}`),
      ].join('; '),
    );
    const up = axis(
      blocks.flatMap(({ id }) => run.norms[id].map(([, value]) => value)),
      { log: true },
    );
    const across = { ...axis([run.losses[0]?.[0] ?? 0, Math.max(1, lastOf(run))]), ticks: [] };
    const room = roomIn(area, across, up, { right: NAMES });
    const { x, top, bottom, right } = room;
    redraw(
      area,
      chart(
        room,
        frame(room, across, up),
        zones(room, up, t),
        svg('path', { class: 'cursor', attrs: { d: `M${x(at)} ${top}V${bottom}` } }),
        lines(blocks, run, room),
        dots(blocks, x(at), room),
        spaced(blocks, room).map(({ id, norm, place }) =>
          svg(
            'text',
            { attrs: { x: right + 6, y: place + 4 } },
            `${short(id, trace, t)} ${near(norm, 3)}`,
          ),
        ),
      ),
    );
  };
}

/**
 * The blocks whose gradients are known, in order.
 * @param {Run} run
 * @param {Trace} trace
 * @param {number} at   the iteration
 * @returns {Block[]}
 */
function blocksOf({ norms }, { nodes }, at) {
  const known = nodes.map(({ id }) => id).filter((id) => norms[id]?.length);
  return known.map((id, k) => ({
    id,
    share: (100 * k) / Math.max(1, known.length - 1),
    norm: nearest(norms[id], at)?.[1] ?? NaN,
  }));
}

/**
 * Whose gradients vanish or explode, in words.
 * @param {Block[]} blocks
 * @param {Trace} trace
 * @param {Translate} t
 */
function troubleIn(blocks, trace, t) {
  const bad = blocks.filter(
    ({ norm }) => !Number.isFinite(norm) || norm > EXPLODING || norm < VANISHING,
  );
  if (!bad.length) return '';
  const vanish = bad.every(({ norm }) => norm < VANISHING);
  return t(vanish ? 'train.vanishing' : 'train.exploding', {
    name: bad.map(({ id }) => nodeName(id, trace, t)).join(', '),
  });
}

/**
 * Where gradients are too small, and where too large.
 * @param {Room} room @param {Axis} up @param {Translate} t
 */
const zones = ({ left, right, top, bottom }, up, t) =>
  [
    { from: 0, to: VANISHING, name: 'low' },
    { from: EXPLODING, to: Infinity, name: 'high' },
  ].map(({ from, to, name }) => {
    const low = Math.max(0, along(up, Math.max(from, up.min)));
    const high = Math.min(1, along(up, Math.min(to, up.max)));
    return (
      high > low &&
      svg(
        'g',
        { class: 'zone' },
        svg('rect', {
          class: 'band',
          attrs: {
            x: left,
            width: right - left,
            y: bottom - high * (bottom - top),
            height: (high - low) * (bottom - top),
          },
        }),
        (high - low) * (bottom - top) > WORD &&
          svg(
            'text',
            { attrs: { x: left + 5, y: bottom - low * (bottom - top) - 6 } },
            t(`train.band.${name}`),
          ),
      )
    );
  });

/** @param {Block[]} blocks @param {Run} run @param {Room} room */
const lines = (blocks, { norms }, { x, y, left, right }) =>
  blocks.map(({ id, share }) =>
    svg('path', {
      class: 'plot-line block',
      style: { '--k': `${share}%` },
      attrs: { d: path(thinned(norms[id], right - left), x, y) },
    }),
  );

/** @param {Block[]} blocks @param {number} cx @param {Room} room */
const dots = (blocks, cx, room) =>
  blocks.map(({ norm, share }) =>
    svg('circle', {
      class: 'dot block',
      style: { '--k': `${share}%` },
      attrs: { cx, cy: heightOf(norm, room), r: 3.5 },
    }),
  );

/** At the upper edge stands what has no height. @param {number} norm @param {Room} room */
const heightOf = (norm, { y, top }) => (Number.isFinite(y(norm)) ? y(norm) : top);

/**
 * Where names stand at the lines' ends, so that none lies over another.
 * @param {Block[]} blocks
 * @param {Room} room
 */
function spaced(blocks, room) {
  const ends = blocks
    .map((block) => ({ ...block, place: heightOf(block.norm, room) }))
    .sort((a, b) => a.place - b.place);
  const lowest = room.bottom - (ends.length - 1) * APART;
  let free = -Infinity;
  for (const [k, end] of ends.entries()) {
    end.place = Math.max(free, Math.min(end.place, lowest + k * APART));
    free = end.place + APART;
  }
  return ends;
}

/** @param {string} id @param {Trace} trace @param {Translate} t */
const short = (id, trace, t) => {
  const name = nodeName(id, trace, t);
  return name.length <= 5 ? name : shortName(id, t);
};
