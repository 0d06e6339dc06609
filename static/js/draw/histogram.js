// @ts-check
/** How a tensor's numbers are spread: bars on a logarithmic count, negative to the left of zero. */

import { svg } from '../lib/sketch.js';

/** @typedef {{min: number, max: number, counts: number[]}} Histogram */

const WIDTH = 62;
const HEIGHT = 16;

/** @param {Histogram | null | undefined} histogram */
export function histogram(histogram) {
  const { min = 0, max = 0, counts = [] } = histogram ?? {};
  const most = Math.log1p(Math.max(0, ...counts)) || 1;
  const pitch = WIDTH / Math.max(1, counts.length);
  const bars = { 'bar-neg': '', 'bar-pos': '' };
  counts.forEach((count, k) => {
    if (!count) return;
    const height = (Math.log1p(count) / most) * (HEIGHT - 1);
    const middle = min + ((k + 0.5) / counts.length) * (max - min);
    const width = Math.max(0.5, pitch - 0.6);
    const outline = `M${k * pitch} ${HEIGHT}v${-height}h${width}v${height}z`;
    bars[middle < 0 ? 'bar-neg' : 'bar-pos'] += outline;
  });
  const foot = svg('path', { class: 'bar-foot', attrs: { d: `M0 ${HEIGHT + 0.5}H${WIDTH}` } });
  return svg(
    'svg',
    { class: 'histogram', attrs: { width: WIDTH, height: HEIGHT + 1, 'aria-hidden': 'true' } },
    // one for each sign: a training has a dozen of them drawn ten times a second
    Object.entries(bars).map(([name, d]) => d && svg('path', { class: name, attrs: { d } })),
    foot,
  );
}
