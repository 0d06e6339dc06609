// @ts-check
/** The loss over the iterations: drag along it, and the stage shows the network as it was there. */
import { clear, el, svg } from '../../platform/dom.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis, nearest, path, thinned } from '../../lib/charts.js';
import { compact, fixed, near } from '../../lib/format.js';
import { liveOn } from '../../lib/live.js';
import { lastOf } from '../../lib/run.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../draw/plot.js').Room} Room */

/**
 * @param {HTMLElement} root
 * @param {Context & {trainer: ReturnType<typeof import('../../acts/trainer.js').createTrainer>}}
 *   context
 * @param {{large: boolean}} how   alone in the large place, or below another picture
 */
export function mount(root, { store, t, trainer }, { large }) {
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
  const keys = el('span', { class: 'curve-keys' });
  root.append(el('header', null, title, keys, read, large && scales), area);

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
    const live = liveOn(store.get().runs, trace);
    const here = live?.iteration ?? trace.iteration;
    const loss = live?.loss ?? trace.loss;
    const other = kept && kept !== run && kept.base !== run.base ? kept : null;
    const end = Math.max(last, other ? lastOf(other) : 0, training?.to ?? 0, 1);
    across = axis([run.losses[0]?.[0] ?? 0, end], { ticks: 5 });
    const compared = other && (other.trains.length > 1 ? other.trains : other.losses);
    const whole = run.trains.length > 1 && differ(run);
    const values = [run.losses, run.tests, run.trains, compared ?? []].flatMap((series) =>
      series.map(([, value]) => value),
    );
    const up = axis(values, { log, zero: true, ticks: area.clientHeight < 100 ? 2 : 4 });
    room = roomIn(area, across, up);
    const point = nearest(run.losses, over ?? here);
    area.setAttribute('aria-valuemin', '1');
    area.setAttribute('aria-valuemax', String(last + 1));
    area.setAttribute('aria-valuenow', String(here + 1));
    area.setAttribute('aria-valuetext', t('train.loss.at', { k: here + 1, loss: near(loss, 4) }));
    const test = point && run.tests.length ? nearest(run.tests, point[0]) : null;
    const shown = point && over !== null;
    const told = [
      point && t('train.read', { k: point[0] + 1, loss: near(point[1], 4) }),
      test && `${t('train.test')} ${near(test[1], 4)}`,
    ];
    read.textContent = shown ? told.filter(Boolean).join(' · ') : t('learn.drag');
    keys.replaceChildren(
      ...[
        ['train', t(whole ? 'learn.key.train' : 'learn.key.batch'), true],
        ['test', t('learn.key.test'), run.tests.length > 1],
        ['each', t('learn.key.each'), whole],
        ['kept', t('learn.key.kept'), Boolean(other)],
      ].flatMap(([name, words, on]) =>
        on ? [el('span', { class: `curve-key ${name}` }, String(words))] : [],
      ),
    );
    const { x, y, top, bottom, left, right } = room;
    const wide = right - left;
    const dot = (
      /** @type {import('../../lib/charts.js').Point} */ [k, value],
      /** @type {string} */ name,
    ) =>
      Number.isFinite(y(value)) &&
      svg('circle', { class: name, attrs: { cx: x(k), cy: y(value), r: 4.5 } });
    const line = (
      /** @type {import('../../lib/charts.js').Series} */ series,
      /** @type {string} */ name,
    ) =>
      svg('path', { class: `plot-line ${name}`, attrs: { d: path(thinned(series, wide), x, y) } });
    const broken = run.losses.filter(([, value]) => !Number.isFinite(value));
    clear(area);
    area.append(
      chart(
        room,
        frame(room, across, up, (tick) => (Number.isInteger(tick) ? compactCount(tick + 1) : '')),
        compared && line(compared, 'kept'),
        line(run.losses, whole ? 'each' : ''),
        whole && line(run.trains, 'trains'),
        run.tests.length > 1 && line(run.tests, 'test'),
        broken
          .slice(0, 1)
          .map(([k, value]) =>
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
        here < last &&
          svg('rect', {
            class: 'after',
            attrs: {
              x: x(here),
              y: top - 4,
              width: Math.max(0, right - x(here)),
              height: bottom - top + 3,
            },
          }),
        svg('path', { class: 'cursor', attrs: { d: `M${x(here)} ${top}V${bottom}` } }),
        svg('circle', { class: 'knob', attrs: { cx: x(here), cy: top, r: 5.5 } }),
        over !== null && point && dot(point, 'dot over'),
      ),
    );
  };
  return draw;
}

/**
 * Whether the error of a batch is another one than that of all samples.
 * @param {import('../../lib/run.js').Run} run
 */
const differ = ({ losses, trains }) => {
  const [k, value] = trains[trains.length - 1];
  const there = nearest(losses, k);
  return !there || there[0] !== k || Math.abs(there[1] - value) > 1e-9 * Math.abs(value);
};

/** 20,000 is 20k: ticks stand close together. @param {number} count */
const compactCount = (count) =>
  count >= 1e4 ? `${fixed(count / 1000, count % 1000 < 100 ? 0 : 1)}k` : String(count);
