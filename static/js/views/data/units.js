// @ts-check
/** The shift and the scale of what is learnt from now, in a table: a feature in a row. */
import { tableHead } from '../../draw/table-head.js';
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
    tableHead(['column', 'mean', 'deviation'].map((key) => t(`samples.${key}`))),
    el('tbody', null, shift.data.slice(0, MOST).map(row)),
  );
}
