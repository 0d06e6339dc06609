// @ts-check
/** The shift and the scale of what is learnt from now, in a table: a feature in a row. */
import { near } from '../../lib/format.js';
import { el } from '../../platform/dom.js';

/** Features whose mean and deviation are written out. */
const MOST = 12;

/** @typedef {Pick<import('../../types.js').Samples, 'shift' | 'scale' | 'features'>} Units */

/**
 * Null where the samples are no table.
 * @param {Units} samples
 * @param {string} lang
 * @param {import('../../types.js').Translate} t
 */
export function unitsTable({ shift, scale, features }, lang, t) {
  if (!shift.data || !scale.data || shift.shape.length !== 1) return null;
  const scales = scale.data;
  const heads = ['column', 'mean', 'deviation'].map((key) =>
    el('th', { attrs: { scope: 'col' } }, t(`samples.${key}`)),
  );
  const row = (/** @type {number} */ mean, /** @type {number} */ k) =>
    el(
      'tr',
      null,
      el('th', { attrs: { scope: 'row' } }, features?.[k]?.[lang] ?? `x${k + 1}`),
      el('td', null, near(Number(mean), 3)),
      el('td', null, near(Number(scales[k]), 3)),
    );
  return el(
    'table',
    null,
    el('caption', null, t('samples.units')),
    el('thead', null, el('tr', null, heads)),
    el('tbody', null, shift.data.slice(0, MOST).map(row)),
  );
}
