// @ts-check
/** What a check found of all gradients, in short: how many have each verdict. */
import { compact, scientific } from '../../lib/format.js';
import { isKnown } from '../../lib/steps.js';
import { counted } from '../../lib/verdicts.js';
import { el } from '../../platform/dom.js';
import { glyph } from '../check-glyph.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../lib/verdicts.js').Report} Report */

/** @param {number} error */
export const size = (error) =>
  error !== 0 && error < 1e-2 ? scientific(error, 0) : compact(error);

/** Whether all that was checked has been computed by now. */
/** @param {Report} check @param {Trace} trace @param {number} cursor */
export const isAllKnown = (check, trace, cursor) =>
  Object.keys(check.tensors).every((address) => isKnown(trace, address, cursor));

/**
 * @param {Report} check
 * @param {boolean} known   whether all of it has been computed by now
 * @param {Translate} t
 */
export const allOf = (check, known, t) => [
  el('header', null, el('h3', null, t('check.title'))),
  el('p', { class: 'note' }, t('check.what')),
  el(
    'ul',
    { class: 'verdicts' },
    counted(Object.values(check.tensors)).map(({ verdict, n, error }) =>
      el(
        'li',
        null,
        el('span', { class: 'mark', dataset: { verdict } }, glyph(verdict)),
        el('span', null, t(`check.all.${verdict}`, { n, error: size(error) })),
      ),
    ),
  ),
  known ? '' : el('p', { class: 'note' }, t('check.later')),
];
