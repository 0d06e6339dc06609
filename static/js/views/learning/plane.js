// @ts-check
/**
 * What the network, or one of its units, makes of its two inputs: a surface over the plane, with
 *   the
 * samples on it; of one input, a curve.
 */
import { clear, el, svg } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis, path } from '../../lib/charts.js';
import { fixed } from '../../lib/format.js';
import { liveOn } from '../../lib/live.js';
import { lookOf, ofUnit as columnOf, orderOf } from '../../lib/picture.js';
import { createAdding } from '../plots/adding.js';
import { dots } from './dots.js';
import { ofNetwork, ofUnit, paint, sized } from './paint-plane.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../draw/plot.js').Room} Room */

/** So many samples of numbers carry their target. */
const TOLD = 40;
/** A label with a target: its size, in pixels. */
const LABEL = { width: 40, height: 24 };

/**
 * @param {HTMLElement} header
 * @param {HTMLElement} area
 * @param {import('./view.js').Context} context
 */
export function createPlane(header, area, context) {
  const { store, t } = context;
  const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' } });
  const marks = el('div', { class: 'plane-marks' });
  const twin = el('p', { class: 'sr' });
  const adding = createAdding(header, area, context);
  /** What the marks were drawn for. @type {unknown[]} */
  let drawn = [];

  /** @returns {{y: Tensor | null, j: number | null, current: boolean}} */
  const seenNow = () => {
    const { runs, stage, focus } = store.get();
    const { training, seen, within } = runs;
    const live = liveOn(runs, stage.trace);
    const id = live ? live.from : stage.checkpoint?.id;
    if (focus.unit) {
      const { address, j } = focus.unit;
      const fine = within?.address === address && within.id === id ? within.predicted : null;
      const coarse = live ? live.units[address] : runs.planes?.tensors[address];
      return { y: fine ?? coarse ?? null, j, current: true };
    }
    if (live && training?.predicted) return { y: training.predicted, j: null, current: true };
    return { y: seen?.predicted ?? null, j: null, current: seen?.id === stage.checkpoint?.id };
  };

  /** @param {Samples} samples @param {Tensor} y @param {number | null} j */
  const plane = (samples, y, j) => {
    const order = /** @type {any} */ (orderOf(samples)).grid;
    const room = squareIn(area, order);
    sized(canvas, room.width, room.height);
    if (canvas.parentNode !== area) area.replaceChildren(canvas, marks, twin);
    const surface = j === null ? ofNetwork(area, y, samples) : ofUnit(area, y, { j, lined: true });
    const { color: line, outlineColor: faint, borderTopColor: dark } = getComputedStyle(twin);
    paint(canvas, surface, { line, faint, dark });
    const key = [
      samples,
      room.width,
      room.height,
      store.get().stage.trace?.batch,
      store.get().reader.lang,
    ];
    if (key.every((value, k) => value === drawn[k])) return;
    drawn = key;
    const across = plain(order.x);
    const up = plain(order.y);
    marks.replaceChildren(
      chart(
        room,
        inner(room, across, up, t),
        tells(samples) ? targets(samples, room) : dots(samples, room, ([a, b]) => [a, b]),
      ),
    );
    adding.update({ room, across, up, curve: false });
  };

  /**
   * Boxes with targets; those in the batch are ringed.
   * @param {Samples} samples
   * @param {Room} room
   */
  const targets = (samples, room) => {
    const batch = new Set(store.get().stage.trace?.batch.indices ?? []);
    /** @type {{x: number, y: number}[]} */
    const taken = [];
    return [samples.train, samples.test].flatMap((part) => {
      const width = part.target.shape[1] ?? 1;
      const data = (part.x.data ?? []).map(Number);
      return Array.from({ length: part.x.shape[0] ?? 0 }, (_, row) => {
        const [x, y] = [room.x(data[2 * row]), room.y(data[2 * row + 1])];
        const spot = free(taken, x, y, room);
        taken.push(spot);
        const moved = spot.x !== x || spot.y !== y;
        const target = Number(part.target.data?.[row * width]);
        const ringed = part === samples.train && batch.has(part.rows[row]);
        return svg(
          'g',
          { class: `target-box${ringed ? ' ringed' : ''}${part === samples.test ? ' test' : ''}` },
          moved && svg('path', { class: 'stalk', attrs: { d: `M${x} ${y}L${spot.x} ${spot.y}` } }),
          moved && svg('circle', { attrs: { cx: x, cy: y, r: 2.6 } }),
          svg('rect', {
            attrs: {
              x: spot.x - LABEL.width / 2,
              y: spot.y - LABEL.height / 2,
              width: LABEL.width,
              height: LABEL.height,
              rx: 5,
            },
          }),
          svg(
            'text',
            { attrs: { x: spot.x, y: spot.y + 5, 'text-anchor': 'middle' } },
            fixed(target, Math.abs(target) < 10 ? 1 : 0),
          ),
        );
      });
    });
  };

  /** @param {Samples} samples @param {Tensor} y @param {number | null} j */
  const curve = (samples, y, j) => {
    const order = /** @type {{x: number[][]}} */ (orderOf(samples));
    const xs = order.x.map(([value]) => value);
    const found = j === null ? y : columnOf(y, j);
    const width = found.shape[1] ?? 1;
    const data = found.data ?? [];
    const across = plain([xs[0], xs[xs.length - 1]]);
    const shown =
      j === null
        ? [samples.train, samples.test].flatMap(({ target }) => target.data ?? []).map(Number)
        : data;
    const reach = axis(shown);
    const more = Math.abs(reach.max - reach.min) * 0.15;
    const up = axis([reach.min - more, reach.max + more]);
    const room = roomIn(area, across, up);
    const outs = samples.train.target.shape[1] ?? 1;
    const clip = {
      left: room.left,
      top: room.top,
      wide: room.right - room.left,
      high: room.bottom - room.top,
    };
    drawn = [];
    area.replaceChildren(
      chart(
        room,
        frame(room, across, up),
        j === null &&
          dots(samples, room, ([x], row, part) => [x, Number(part.target.data?.[row * outs])]),
        svg(
          'svg',
          {
            attrs: {
              x: clip.left,
              y: clip.top,
              width: clip.wide,
              height: clip.high,
              viewBox: `${clip.left} ${clip.top} ${clip.wide} ${clip.high}`,
            },
          },
          Array.from({ length: width }, (_, q) =>
            svg('path', {
              class: 'plot-line fitted',
              attrs: {
                d: path(
                  xs.map((x, k) => [x, bounded(data[k * width + q], up)]),
                  room.x,
                  room.y,
                ),
              },
            }),
          ),
        ),
      ),
      twin,
    );
    adding.update(j !== null || outs > 1 ? null : { room, across, up, curve: true });
  };

  return {
    /** @param {string} words   what it shows, for who does not see it */
    draw(words) {
      const { samples } = store.get().runs;
      const look = lookOf(samples);
      const { y, j, current } = seenNow();
      area.classList.toggle('behind', !current);
      if (twin.textContent !== words) twin.textContent = words;
      if (!samples || !y?.data || (look !== 'plane' && look !== 'curve')) {
        drawn = [];
        clear(area);
        area.append(twin);
        return adding.update(null);
      }
      return look === 'plane' ? plane(samples, y, j) : curve(samples, y, j);
    },
    /** Everything anew: other colours, another place. */
    forget() {
      drawn = [];
    },
    leave: () => adding.update(null),
  };
}

/** @param {Samples} samples */
const tells = ({ train, test }) =>
  !train.labels && train.x.shape[0] + (test.x.shape[0] ?? 0) <= TOLD && Boolean(train.target.data);

/** An axis from here to there, no wider. @param {number[]} span */
const plain = ([min, max]) => ({ ...axis([min, max]), min, max });

/**
 * The whole of the area, without margins.
 * @param {HTMLElement} area
 * @param {{x: number[], y: number[]}} grid
 * @returns {Room}
 */
function squareIn(area, { x: [low, high], y: [down, up] }) {
  const width = Math.max(60, area.clientWidth);
  const height = Math.max(60, area.clientHeight);
  return {
    width,
    height,
    left: 0,
    top: 0,
    right: width,
    bottom: height,
    x: (value) => ((value - low) / (high - low)) * width,
    y: (value) => height - ((value - down) / (up - down)) * height,
  };
}

/**
 * Ticks inside the picture, along its left and its lower edge.
 * @param {Room} room @param {import('../../lib/charts.js').Axis} across
 * @param {import('../../lib/charts.js').Axis} up @param {import('../../types.js').Translate} t
 */
function inner(room, across, up, t) {
  const few = (/** @type {number[]} */ ticks) =>
    ticks.filter((_, k) => k % Math.ceil(ticks.length / 4) === 0);
  const said = (/** @type {number} */ tick) => String(tick).replace('-', '−');
  return svg(
    'g',
    { class: 'inner' },
    few(across.ticks).map((tick) => [
      svg('path', { attrs: { d: `M${room.x(tick)} ${room.bottom}v-6` } }),
      room.x(tick) > 30 &&
        room.x(tick) < room.right - 34 &&
        svg(
          'text',
          { attrs: { x: room.x(tick), y: room.bottom - 10, 'text-anchor': 'middle' } },
          said(tick),
        ),
    ]),
    few(up.ticks).map((tick) => [
      svg('path', { attrs: { d: `M0 ${room.y(tick)}h6` } }),
      room.y(tick) > 34 &&
        room.y(tick) < room.bottom - 26 &&
        svg('text', { attrs: { x: 10, y: room.y(tick) + 4 } }, said(tick)),
    ]),
    svg(
      'text',
      { attrs: { x: room.right - 8, y: room.bottom - 10, 'text-anchor': 'end' } },
      t('learn.axis', { n: '₁' }),
    ),
    svg('text', { attrs: { x: 10, y: 20 } }, t('learn.axis', { n: '₂' })),
  );
}

/**
 * The nearest place at which no other label lies.
 * @param {{x: number, y: number}[]} taken
 * @param {number} x
 * @param {number} y
 * @param {Room} room
 */
function free(taken, x, y, room) {
  const [wide, high] = [LABEL.width + 3, LABEL.height + 3];
  const inside = (
    /** @type {number} */ value,
    /** @type {number} */ most,
    /** @type {number} */ half,
  ) => Math.max(half + 3, Math.min(most - half - 3, value));
  const spots = [
    [0, 0],
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
    [1, 1],
    [-1, -1],
    [1, -1],
    [-1, 1],
    [0, 2],
    [0, -2],
  ].map(([right, down]) => ({
    x: inside(x + right * wide, room.width, LABEL.width / 2),
    y: inside(y + down * high * 1.2, room.height, LABEL.height / 2),
  }));
  const clear = spots.find((spot) =>
    taken.every(
      (other) => Math.abs(other.x - spot.x) >= wide || Math.abs(other.y - spot.y) >= high,
    ),
  );
  return clear ?? spots[0];
}

/**
 * A line does not leave the picture by more than its height.
 * @param {number} value
 * @param {import('../../lib/charts.js').Axis} up
 */
const bounded = (value, { min, max }) => Math.max(2 * min - max, Math.min(2 * max - min, value));
