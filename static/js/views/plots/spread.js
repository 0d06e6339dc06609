// @ts-check
/** How the numbers of the chosen tensor are spread. */
import { sizes } from '../../lib/shape.js';
import { svg } from '../../lib/sketch.js';
import { clear, write } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { sizeOf } from '../../platform/sizes.js';
import { chart, frame, roomIn } from '../../draw/plot.js';
import { axis } from '../../lib/charts.js';
import { compact } from '../../lib/format.js';
import { kindOf, text } from '../../lib/names.js';
import { isKnown } from '../../lib/steps.js';
import { titled } from './titled.js';

const BINS = 20;

/**
 * @param {HTMLElement} root
 * @param {import('../../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const { title, read, area } = titled(root);

  return () => {
    const {
      stage: { trace, cursor },
      focus: { selection },
    } = store.get();
    if (!trace) return clear(area);
    const first = Object.keys(trace.tensors).find(
      (address) => trace.tensors[address].role === 'parameter',
    );
    const address = selection?.address ?? first ?? '';
    const tensor = trace.tensors[address];
    write(title, t('train.spread', { name: tensor ? text(address, trace) : '' }));
    write(read, tensor ? sizes(tensor.shape) : '');
    const known = tensor && isKnown(trace, address, cursor);
    const found = known ? (tensor.stats?.histogram ?? binned(tensor.data ?? [])) : null;
    if (!found) return clear(area);
    const { min, max, counts } = found;
    const most = Math.max(...counts);
    const across = axis([min, max], { ticks: sizeOf(area).width < 200 ? 2 : 4 });
    const up = axis([0, most], { ticks: 3 });
    const room = roomIn(area, across, { ...up, ticks: up.ticks.filter(Number.isInteger) });
    const { x, y } = room;
    const wide = (max - min || 1) / counts.length;
    area.setAttribute(
      'aria-label',
      t('train.spread.says', { name: text(address, trace), min: compact(min), max: compact(max) }),
    );
    redraw(
      area,
      chart(
        room,
        svg(
          'g',
          { class: kindOf(address, trace) },
          counts.map((count, k) => {
            const from = max > min ? x(min + k * wide) : x(across.min);
            const to = max > min ? x(min + (k + 1) * wide) : x(across.max);
            const middle = min + (k + 0.5) * wide;
            return (
              count > 0 &&
              svg('rect', {
                class: middle < 0 ? 'bar-neg' : 'bar-pos',
                attrs: {
                  x: from,
                  y: y(count),
                  width: Math.max(1, to - from - 1),
                  height: Math.max(0, room.bottom - y(count)),
                },
              })
            );
          }),
        ),
        frame(room, across, { ...up, ticks: up.ticks.filter(Number.isInteger) }),
      ),
    );
  };
}

/** @param {number[]} data */
function binned(data) {
  const shown = data.filter(Number.isFinite);
  if (!shown.length) return null;
  const min = Math.min(...shown);
  const max = Math.max(...shown);
  const bins = min === max ? 1 : BINS;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of shown)
    counts[Math.min(bins - 1, Math.floor(((value - min) / (max - min || 1)) * bins))] += 1;
  return { min, max, counts };
}
