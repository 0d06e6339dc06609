// @ts-check
/** The small sign of a verdict of the check: beside a gradient's name, and in the panel's list. */
import { icon } from '../draw/icons.js';
import { el } from '../platform/dom.js';

/** @typedef {import('../lib/verdicts.js').Verdict} Verdict */

/** @type {Record<Exclude<Verdict, 'right' | 'wrong'>, string>} */
const SIGNS = { too_small: '≈0', at_kink: '∨', untold: '?', unchecked: '–' };

/** @param {Verdict} verdict */
export function glyph(verdict) {
  if (verdict === 'right') return icon('check');
  if (verdict === 'wrong') return icon('close');
  return el('span', { attrs: { 'aria-hidden': 'true' } }, SIGNS[verdict]);
}
