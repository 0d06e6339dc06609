// @ts-check
/**
 * What the network makes of its inputs: its decision over the plane, its curve over a line, or what
 * it says beside what it should.
 */
import { clear, el, svg } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis, path } from '../../lib/charts.js';
import { text } from '../../lib/names.js';
import { depthsOf, lookOf, orderOf, ofUnit, shades } from '../../lib/picture.js';
import { createAdding } from './adding.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../draw/plot.js').Room} Room */

/** Classes have a colour and a shape; a sixth begins again. */
const CLASSES = 5;

/**
 * @param {HTMLElement} root
 * @param {import('../../types.js').Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const title = el('h3');
  const area = el('div', { class: 'plot-area fit', attrs: { role: 'group' } });
  const canvas = el('canvas', { attrs: { width: 64, height: 64, 'aria-hidden': 'true' } });
  const header = el('header', null, title, el('span', { class: 'read' }));
  root.append(header, area);
  const adding = createAdding(header, area, context);

  return () => {
    const {
      runs: { samples, seen, training, within },
      focus: { unit },
      stage: { trace, checkpoint },
    } = store.get();
    const y = training?.predicted ?? seen?.predicted;
    const look = lookOf(samples);
    root.hidden = look === 'none';
    root.classList.toggle('behind', !training && seen?.id !== checkpoint?.id);
    clear(area);
    if (!samples || !y || !trace || look === 'none') return adding.update(null);
    const alone =
      unit && look !== 'pairs' && within?.address === unit.address && within.id === checkpoint?.id
        ? ofUnit(within.predicted, unit.j)
        : null;
    const name =
      alone && unit
        ? t('train.fit.unit', { name: text(unit.address, trace), j: unit.j })
        : t(`train.fit.${look}`);
    title.textContent = name;
    area.setAttribute('aria-label', name);
    if (look === 'plane') plane(samples, alone ?? y, Boolean(alone));
    if (look === 'curve') curve(samples, alone ?? y, Boolean(alone));
    if (look === 'pairs') pairs(samples, y);
  };

  /**
   * @param {Samples} samples
   * @param {Tensor} y
   * @param {boolean} alone   one unit's, in numbers of its own
   */
  function plane(samples, y, alone) {
    const order = /** @type {any} */ (orderOf(samples)).grid;
    const across = plain(order.x);
    const up = plain(order.y);
    const room = roomIn(area, across, up);
    const found = alone ? depthsOf(y) : shades(y, samples);
    const [, , wide] = order.x;
    const [, , high] = order.y;
    const pen = canvas.getContext('2d');
    if (!pen) return;
    const picture = pen.createImageData(wide, high);
    const colours = palette(area, 'classes' in found);
    const places =
      'classes' in found
        ? found.classes.map((k) => (k < 0 ? -1 : k % CLASSES))
        : found.depths.map((depth) =>
            Number.isNaN(depth) ? -1 : Math.round((depth + 1) * ((colours.length - 1) / 2)),
          );
    places.forEach((place, k) => {
      const row = high - 1 - Math.floor(k / wide);
      const at = 4 * (row * wide + (k % wide));
      if (place >= 0) picture.data.set([...colours[place], 255], at);
    });
    pen.putImageData(picture, 0, 0);
    for (const [name, value] of [
      ['left', room.left],
      ['top', room.top],
      ['width', room.right - room.left],
      ['height', room.bottom - room.top],
    ])
      canvas.style.setProperty(String(name), `${value}px`);
    area.append(
      canvas,
      chart(
        room,
        frame(room, across, up),
        dots(samples, room, ([a, b]) => [a, b]),
      ),
    );
    adding.update({ room, across, up, curve: false });
  }

  /** @param {Samples} samples @param {Tensor} y @param {boolean} alone */
  function curve(samples, y, alone) {
    const order = /** @type {{x: number[][]}} */ (orderOf(samples));
    const xs = order.x.map(([value]) => value);
    const width = y.shape[1] ?? 1;
    const data = y.data ?? [];
    const across = plain([xs[0], xs[xs.length - 1]]);
    const targets = alone
      ? data
      : [samples.train, samples.test].flatMap(({ target }) => target.data ?? []).map(Number);
    const reach = axis(targets);
    const room0 = Math.abs(reach.max - reach.min) * 0.15;
    const up = axis([reach.min - room0, reach.max + room0]);
    const room = roomIn(area, across, up);
    const lines = Array.from({ length: width }, (_, q) =>
      path(
        xs.map((x, k) => [x, bounded(data[k * width + q], up)]),
        room.x,
        room.y,
      ),
    );
    const outs = samples.train.target.shape[1] ?? 1;
    area.append(
      chart(
        room,
        frame(room, across, up),
        !alone &&
          dots(samples, room, ([x], row, part) => [x, Number(part.target.data?.[row * outs])]),
        inside(
          room,
          lines.map((d) => svg('path', { class: 'plot-line fitted', attrs: { d } })),
        ),
      ),
    );
    adding.update(alone || outs > 1 ? null : { room, across, up, curve: true });
  }

  /** @param {Samples} samples @param {Tensor} y */
  function pairs({ train }, y) {
    adding.update(null);
    const targets = (train.target.data ?? []).map(Number);
    const said = y.data ?? [];
    const both = axis([...targets, ...said]);
    const room = roomIn(area, both, both);
    area.append(
      chart(
        room,
        frame(room, both, both),
        svg('path', {
          class: 'diagonal',
          attrs: {
            d: `M${room.x(both.min)} ${room.y(both.min)}L${room.x(both.max)} ${room.y(both.max)}`,
          },
        }),
        targets.map(
          (target, k) =>
            Number.isFinite(said[k]) &&
            svg(
              'g',
              null,
              svg('path', {
                class: 'miss',
                attrs: { d: `M${room.x(target)} ${room.y(target)}V${room.y(said[k])}` },
              }),
              svg('circle', {
                class: 'sample',
                attrs: { cx: room.x(target), cy: room.y(said[k]), r: 3.5 },
              }),
            ),
        ),
      ),
    );
  }
}

/** An axis from here to there, no wider. @param {number[]} span */
const plain = ([min, max]) => ({ ...axis([min, max]), min, max });

/** What does not leave the room inside the axes. @param {Room} room @param {any} children */
const inside = ({ left, top, right, bottom }, children) =>
  svg(
    'svg',
    {
      attrs: {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
      },
    },
    children,
  );

/**
 * A line does not leave the picture by more than its height.
 * @param {number} value
 * @param {import('../../lib/charts.js').Axis} up
 */
const bounded = (value, { min, max }) => Math.max(2 * min - max, Math.min(2 * max - min, value));

/**
 * The samples, those of the test part hollow; each class has a shape of its own.
 * @param {Samples} samples
 * @param {Room} room
 * @param {(x: number[], row: number, part: import('../../types.js').Part) => number[]} placed
 */
function dots({ train, test }, room, placed) {
  return [train, test].flatMap((part) => {
    const [count = 0, width = 1] = part.x.shape;
    const data = part.x.data ?? [];
    return Array.from({ length: data.length ? count : 0 }, (_, row) => {
      const [a, b] = placed(data.slice(row * width, (row + 1) * width).map(Number), row, part);
      const label = part.labels?.[row] ?? 0;
      return svg('path', {
        class: `sample c${label % CLASSES}${part === test ? ' test' : ''}`,
        attrs: { d: shape(label, room.x(a), room.y(b)) },
      });
    });
  });
}

/** @param {number} label @param {number} x @param {number} y */
function shape(label, x, y) {
  const at = `M${x.toFixed(1)} ${y.toFixed(1)}`;
  return [
    `${at}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`,
    `${at}m-3 -3h6v6h-6z`,
    `${at}m0 -4l4 7h-8z`,
    `${at}m0 -4l4 4l-4 4l-4 -4z`,
    `${at}m-1.5 -4h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5v-3h2.5z`,
  ][label % CLASSES];
}

/**
 * The colours of classes, or of a scale, as the style sheet has them now.
 * @param {HTMLElement} area
 * @param {boolean} classes
 */
function palette(area, classes) {
  const probe = el('i', { class: 'probe' });
  const pen = /** @type {CanvasRenderingContext2D} */ (
    el('canvas', { attrs: { width: 1, height: 1 } }).getContext('2d', {
      willReadFrequently: true,
    })
  );
  area.append(probe);
  const names = classes
    ? Array.from(
        { length: CLASSES },
        (_, k) => `color-mix(in oklab, var(--class-${k}) 42%, var(--surface))`,
      )
    : Array.from({ length: 33 }, (_, k) => {
        const strength = `${Math.abs(k - 16) * 3}%`;
        return `color-mix(in oklab, var(--class-${k < 16 ? 0 : 1}) ${strength}, var(--surface))`;
      });
  const colours = names.map((name) => {
    probe.style.color = name;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  });
  probe.remove();
  return colours;
}
