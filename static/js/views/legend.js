// @ts-check
/** What the colours mean: both scales with their ends, and the look of what is not known yet. */

import { el } from '../platform/dom.js';
import { brief, fixed } from '../lib/format.js';

/** @typedef {import('./scene.js').Scene} Scene */

/** The number at an end of a scale. @param {-1 | 1} sign @param {number} top */
function endWritten(sign, top) {
  if (top < 0.001 || top >= 1e5) return brief(sign * top);
  const decimals = top < 10 ? Math.max(1, 1 - Math.floor(Math.log10(top))) : 0;
  return fixed(sign * top, decimals);
}

/** @param {Scene} scene */
export function createLegend({ t, scales, numeric }) {
  const ramp = (/** @type {'v' | 'g'} */ kind, /** @type {string} */ word) => {
    const { top, clipped } = scales[kind];
    const end = (/** @type {-1 | 1} */ sign) => {
      if (!numeric) return sign < 0 ? '−' : '+';
      const beyond = sign < 0 ? '< ' : '> ';
      return `${clipped ? beyond : ''}${endWritten(sign, top)}`;
    };
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
