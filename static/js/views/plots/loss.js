// @ts-check
/** The loss over the iterations: drag along it, and the stage shows the network as it was there. */
import { clear, el, svg } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis, nearest, path } from '../../lib/charts.js';
import { compact, fixed, near } from '../../lib/format.js';
import { lastOf } from '../../lib/run.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../draw/plot.js').Room} Room */

/**
 * @param {HTMLElement} root
 * @param {Context & {trainer: ReturnType<typeof import('../../acts/trainer.js').createTrainer>}}
 *   context
 */
export function mount(root, { store, t, trainer }) {
  let log = false;
  let dragged = false;
  /** @type {number | null} */
  let over = null;
  /** @type {Room | null} */
  let room = null;
  let across = axis([0, 1]);

  const title = el('h3');
  const read = el('span', { class: 'read' });
  const scales = el(
    'div',
    { class: 'seg', attrs: { role: 'group' } },
    [false, true].map((value) =>
      el('button', {
        dataset: { scale: value ? 'log' : 'linear' },
        attrs: { type: 'button' },
        on: {
          click: () => {
            log = value;
            draw();
          },
        },
      }),
    ),
  );
  const area = el('div', { class: 'plot-area loss', attrs: { role: 'slider', tabindex: '0' } });
  root.append(el('header', null, title, read, scales), area);

  /** @param {PointerEvent} event */
  const under = (event) => {
    if (!room) return 0;
    const share =
      (event.clientX - area.getBoundingClientRect().left - room.left) / (room.right - room.left);
    return Math.round(across.min + Math.max(0, Math.min(1, share)) * (across.max - across.min));
  };
  area.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    area.setPointerCapture(event.pointerId);
    dragged = true;
    trainer.seek(under(event));
  });
  area.addEventListener('pointermove', (event) => {
    over = under(event);
    if (dragged) trainer.seek(over, true);
    draw();
  });
  for (const name of ['pointerup', 'pointercancel'])
    area.addEventListener(name, () => {
      dragged = false;
    });
  // Who was led there by the pointer steps on from there; who comes with Tab moves along the curve.
  area.addEventListener('pointerup', () =>
    /** @type {HTMLElement | null} */ (document.querySelector('.stage'))?.focus({
      preventScroll: true,
    }),
  );
  area.addEventListener('pointerleave', () => {
    over = null;
    draw();
  });
  area.addEventListener('keydown', (event) => {
    const {
      runs: { run },
      stage: { trace },
    } = store.get();
    if (!run || !trace || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = trace.iteration;
    const page = Math.max(1, Math.round(lastOf(run) / 10));
    const to = {
      ArrowLeft: here - 1,
      ArrowDown: here - 1,
      ArrowRight: here + 1,
      ArrowUp: here + 1,
      PageDown: here - page,
      PageUp: here + page,
      Home: 0,
      End: lastOf(run),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    trainer.seek(to);
  });

  const draw = () => {
    const {
      runs: { run, kept, training },
      stage: { trace },
    } = store.get();
    title.textContent = t('train.loss');
    area.setAttribute('aria-label', t('train.loss.drag'));
    area.title = t('train.loss.drag');
    scales.setAttribute('aria-label', t('train.scale'));
    for (const button of scales.querySelectorAll('button')) {
      button.textContent = t(`train.${button.dataset.scale}`);
      button.setAttribute('aria-pressed', String((button.dataset.scale === 'log') === log));
    }
    if (!run || !trace) return clear(area);
    const last = lastOf(run);
    const other = kept && kept !== run && kept.base !== run.base ? kept : null;
    const end = Math.max(last, other ? lastOf(other) : 0, training ? training.now : 0, 1);
    across = axis([run.losses[0]?.[0] ?? 0, end], { ticks: 5 });
    const values = [run.losses, run.tests, other?.losses ?? [], other?.tests ?? []].flatMap(
      (series) => series.map(([, value]) => value),
    );
    const up = axis(values, { log, zero: true });
    room = roomIn(area, across, up);
    const here = over !== null ? nearest(run.losses, over) : nearest(run.losses, trace.iteration);
    area.setAttribute('aria-valuemin', '1');
    area.setAttribute('aria-valuemax', String(last + 1));
    area.setAttribute('aria-valuenow', String(trace.iteration + 1));
    area.setAttribute(
      'aria-valuetext',
      t('train.loss.at', { k: trace.iteration + 1, loss: near(trace.loss, 4) }),
    );
    const test = here && run.tests.length ? nearest(run.tests, here[0]) : null;
    const told = [
      here && t('train.read', { k: here[0] + 1, loss: near(here[1], 4) }),
      test && `${t('train.test')} ${near(test[1], 4)}`,
    ];
    read.textContent = told.filter(Boolean).join(' · ');
    const { x, y, top, bottom } = room;
    const dot = (
      /** @type {import('../../lib/charts.js').Point} */ [k, value],
      /** @type {string} */ name,
    ) =>
      Number.isFinite(y(value)) &&
      svg('circle', { class: name, attrs: { cx: x(k), cy: y(value), r: 4.5 } });
    const broken = run.losses.filter(([, value]) => !Number.isFinite(value));
    clear(area);
    area.append(
      chart(
        room,
        frame(room, across, up, (tick) => (Number.isInteger(tick) ? compactCount(tick + 1) : '')),
        other && svg('path', { class: 'plot-line kept', attrs: { d: path(other.losses, x, y) } }),
        run.tests.length > 1 &&
          svg('path', { class: 'plot-line test', attrs: { d: path(run.tests, x, y) } }),
        svg('path', { class: 'plot-line', attrs: { d: path(run.losses, x, y) } }),
        broken.map(([k, value]) =>
          svg(
            'g',
            { class: 'broken' },
            svg('path', { attrs: { d: `M${x(k)} ${top}V${bottom}` } }),
            svg(
              'text',
              { attrs: { x: x(k) - 4, y: top + 10, 'text-anchor': 'end' } },
              compact(value),
            ),
          ),
        ),
        svg('path', { class: 'cursor', attrs: { d: `M${x(trace.iteration)} ${top}V${bottom}` } }),
        dot([trace.iteration, trace.loss], 'dot'),
        over !== null && here && dot(here, 'dot over'),
      ),
    );
  };
  return draw;
}

/** 20,000 is 20k: ticks stand close together. @param {number} count */
const compactCount = (count) =>
  count >= 1e4 ? `${fixed(count / 1000, count % 1000 < 100 ? 0 : 1)}k` : String(count);
