// @ts-check
/** What the colours mean: both scales with their ends, and the look of what is not known yet. */

import { el } from '../platform/dom.js';
import { brief, fixed } from '../lib/format.js';

/** @typedef {import('./scene.js').Scene} Scene */

/** @param {Scene} scene */
export function createLegend({ t, scales, numeric }) {
  const ramp = (/** @type {'v' | 'g'} */ kind, /** @type {string} */ word) => {
    const { top, clipped } = scales[kind];
    const end = (/** @type {number} */ sign) =>
      numeric
        ? `${clipped ? (sign < 0 ? '< ' : '> ') : ''}${top >= 0.001 && top < 1e5 ? fixed(sign * top, top < 10 ? Math.max(1, 1 - Math.floor(Math.log10(top))) : 0) : brief(sign * top)}`
        : sign < 0
          ? '−'
          : '+';
    return el(
      'span',
      { class: kind },
      word,
      el('em', null, end(-1)),
      el('i', { class: 'ramp' }),
      el('em', null, end(1)),
    );
  };
  return el(
    'div',
    { class: 'legend' },
    ramp('v', t('stage.values')),
    ramp('g', t('stage.gradients')),
    el('span', null, el('i', { class: 'ghost-key' }), t('stage.unknown')),
  );
}
