// @ts-check
/** A layer's curve as a small picture, beside its name. */
import { svg } from '../platform/dom.js';
import { pathOf, reach } from '../lib/curve.js';

const SIZE = { width: 40, height: 30 };

/**
 * @param {{x: import('../types.js').Tensor, y: import('../types.js').Tensor} | null | undefined}
 *   curve   none for what is no function of one number
 */
export function curveIcon(curve) {
  const { width, height } = SIZE;
  const x = curve?.x.data;
  const y = curve?.y.data;
  return svg(
    'svg',
    { class: 'curve-icon', attrs: { viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' } },
    x &&
      y && [
        svg('path', {
          class: 'axes',
          attrs: { d: `M4 ${height / 2}H${width - 4}M${width / 2} 4V${height - 4}` },
        }),
        svg('path', { class: 'curve', attrs: { d: pathOf(x, y, reach([y]) * 1.25, SIZE) } }),
      ],
  );
}
