// @ts-check
/** Numbers that the network says over those that it should say: on the line it is right. */
import { svg } from '../../lib/sketch.js';
import { clear } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis } from '../../lib/charts.js';
import { liveOn } from '../../lib/live.js';

/**
 * @param {HTMLElement} area
 * @param {import('./view.js').Context} context
 */
export function drawTargets(area, { store, t }) {
  const { runs, stage } = store.get();
  const { samples, training, seen } = runs;
  const live = liveOn(runs, stage.trace);
  const y = live ? training?.outputs : seen?.outputs;
  area.classList.toggle('behind', !live && seen?.id !== stage.checkpoint?.id);
  if (!samples || !y?.data) return clear(area);
  const targets = (samples.train.target.data ?? []).map(Number);
  const said = y.data;
  const both = axis([...targets, ...said]);
  const room = roomIn(area, both, both);
  const r = Math.max(3, 0.007 * Math.min(room.width, room.height));
  redraw(
    area,
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
            svg('rect', {
              class: 'sample',
              attrs: {
                x: room.x(target) - r,
                y: room.y(said[k]) - r,
                width: 2 * r,
                height: 2 * r,
              },
            }),
          ),
      ),
    ),
  );
  area.setAttribute('aria-label', t('train.fit.pairs'));
}
