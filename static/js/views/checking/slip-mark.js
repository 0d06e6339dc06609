// @ts-check
/** On the stage, what slipped in a gradient of one's own: beside its name, or above it. */
import { measured } from '../../draw/measured.js';
import { named } from '../../lib/slip-words.js';
import { verdictOf } from '../../lib/verdicts.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../lib/own-code.js').OwnSlip} OwnSlip */

/**
 * What slipped, beside a gradient that is wrong. Its mark says it to who does not see it.
 * @param {import('../../lib/verdicts.js').Checked} checked
 * @param {OwnSlip | undefined} found
 * @param {import('../../types.js').Translate} t
 */
export const slipMark = (checked, found, t) =>
  found?.slip && verdictOf(checked) === 'wrong'
    ? el('span', { class: 'slip', attrs: { 'aria-hidden': 'true' } }, named(found, t))
    : '';

/** A name that is too long for the line of a narrow tile stands above it. */
export const raiseWide = (/** @type {HTMLElement} */ root) => {
  const slips = [...root.querySelectorAll('.slip')];
  if (!slips.length) return;
  measured(
    () => slips.map(isTooWide),
    (wide) => {
      for (const [k, slip] of slips.entries()) slip.classList.toggle('above', wide[k]);
    },
  );
};

/** Whether the name of what slipped reaches past its block. @param {Element} slip */
function isTooWide(slip) {
  const block = slip.closest('.mod, figure');
  return Boolean(block && slip.getBoundingClientRect().right > block.getBoundingClientRect().right);
}
