// @ts-check
/** How long each block's gradient is over the iterations: where it vanishes, where it explodes. */
import { clear, el, svg } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { along, axis, nearest, path, thinned } from '../../lib/charts.js';
import { near } from '../../lib/format.js';
import { nodeName, shortName } from '../../lib/names.js';
import { liveOn } from '../../lib/live.js';
import { lastOf } from '../../lib/run.js';

/** Below and above, a gradient hardly moves the weights or throws them far. */
const VANISHING = 1e-4;
const EXPLODING = 1e2;

/** Names at the lines' ends keep this distance, in pixels. */
const APART = 13;

/**
 * @param {HTMLElement} root
 * @param {import('../../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const title = el('h3');
  const read = el('span', { class: 'read' });
  const area = el('div', { class: 'plot-area', attrs: { role: 'img' } });
  root.append(el('header', null, title, read), area);

  return () => {
    const {
      runs: { run },
      stage: { trace },
    } = store.get();
    title.textContent = t('train.norms');
    clear(area);
    if (!run || !trace) return;
    const at = liveOn(store.get().runs, trace)?.iteration ?? trace.iteration;
    const blocks = trace.nodes.map(({ id }) => id).filter((id) => run.norms[id]?.length);
    const here = blocks.map((id) => ({
      id,
      norm: nearest(run.norms[id], at)?.[1] ?? NaN,
    }));
    area.setAttribute(
      'aria-label',
      [
        t('train.norms'),
        ...here.map(({ id, norm }) => `${nodeName(id, trace, t)}: ${near(norm, 3)}`),
      ].join('; '),
    );
    const values = blocks.flatMap((id) => run.norms[id].map(([, value]) => value));
    const up = axis(values, { log: true });
    const across = axis([run.losses[0]?.[0] ?? 0, Math.max(1, lastOf(run))]);
    const room = roomIn(area, { ...across, ticks: [] }, up, { right: 78 });
    const { x, y } = room;
    const bad = here.filter(
      ({ norm }) => !Number.isFinite(norm) || norm > EXPLODING || norm < VANISHING,
    );
    read.textContent = bad.length
      ? t(bad.some(({ norm }) => !(norm < VANISHING)) ? 'train.exploding' : 'train.vanishing', {
          name: bad.map(({ id }) => nodeName(id, trace, t)).join(', '),
        })
      : '';
    read.title = read.textContent ?? '';
    const ends = here
      .map((entry) => ({
        ...entry,
        place: Number.isFinite(y(entry.norm)) ? y(entry.norm) : room.top,
      }))
      .sort((a, b) => a.place - b.place);
    const most = room.bottom - (ends.length - 1) * APART;
    let free = -Infinity;
    for (const [k, end] of ends.entries())
      free = end.place = Math.max(free + APART, Math.min(end.place, most + k * APART));
    area.append(
      chart(
        room,
        frame(room, { ...across, ticks: [] }, up),
        [
          [0, VANISHING],
          [EXPLODING, Infinity],
        ].map(([from, to]) => {
          const low = Math.max(0, along(up, Math.max(from, up.min)));
          const high = Math.min(1, along(up, Math.min(to, up.max)));
          return (
            high > low &&
            svg('rect', {
              class: 'band',
              attrs: {
                x: room.left,
                width: room.right - room.left,
                y: room.bottom - high * (room.bottom - room.top),
                height: (high - low) * (room.bottom - room.top),
              },
            })
          );
        }),
        svg('path', {
          class: 'cursor',
          attrs: { d: `M${x(at)} ${room.top}V${room.bottom}` },
        }),
        blocks.map((id, k) =>
          svg('path', {
            class: 'plot-line block',
            style: { '--k': `${(100 * k) / Math.max(1, blocks.length - 1)}%` },
            attrs: { d: path(thinned(run.norms[id], room.right - room.left), x, y) },
          }),
        ),
        here.map(({ id, norm }) =>
          svg('circle', {
            class: 'dot block',
            style: { '--k': `${(100 * blocks.indexOf(id)) / Math.max(1, blocks.length - 1)}%` },
            attrs: {
              cx: x(at),
              cy: Number.isFinite(y(norm)) ? y(norm) : room.top,
              r: 3.5,
            },
          }),
        ),
        ends.map(({ id, norm, place }) =>
          svg(
            'text',
            { attrs: { x: room.right + 6, y: place + 4 } },
            `${short(id, trace, t)} ${near(norm, 3)}`,
          ),
        ),
      ),
    );
  };
}

/**
 * @param {string} id
 * @param {import('../../types.js').Trace} trace
 * @param {import('../../types.js').Translate} t
 */
const short = (id, trace, t) => {
  const name = nodeName(id, trace, t);
  return name.length <= 5 ? name : shortName(id, t);
};
