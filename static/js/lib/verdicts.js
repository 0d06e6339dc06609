// @ts-check
/** What a gradient check says of a tensor, and of one of its cells. */

/**
 * @typedef {'right' | 'wrong' | 'too_small' | 'at_kink' | 'untold' | 'unchecked'} Verdict
 *
 * @typedef {object} Checked
 * @property {boolean | null} ok   null where there is no verdict on any cell
 * @property {number | null} max_relative_error
 * @property {number[] | null} worst_at
 * @property {number | null} analytic
 * @property {number | null} numeric
 * @property {number} cells
 * @property {number} checked
 * @property {number} too_small
 * @property {number} at_kink
 * @property {number} untold   no two steps agree, or the error is not defined there
 * @property {number[]} [numeric_cells]    of one gradient alone: every cell of it
 * @property {number[]} [analytic_cells]
 * @property {Verdict[]} [verdicts]
 *
 * @typedef {{ok: boolean | null, max_relative_error: number | null, tolerance: number, tensors:
 *   Record<string, Checked>}} Report
 */

/**
 * The verdict on a whole tensor: of its cells together. Where none could be told, a kink says more
 * than a 0.
 * @param {Checked} checked
 * @returns {Verdict}
 */
export function verdictOf({ ok, checked, too_small: small, at_kink: kinks, untold }) {
  if (ok === false) return 'wrong';
  if (checked === 0) return untold ? 'untold' : 'unchecked';
  if (small + kinks < checked) return 'right';
  return kinks ? 'at_kink' : 'too_small';
}

/**
 * @typedef {{at: number[], analytic: number, numeric: number, error: number, verdict: Verdict}} Row
 */

/** What comes first in a list: what to look at. @type {Verdict[]} */
const ORDER = ['wrong', 'at_kink', 'untold', 'right', 'too_small', 'unchecked'];

/**
 * How many gradients have each verdict, the ones to look at first, and the largest relative error
 * among them.
 * @param {Checked[]} all
 * @returns {{verdict: Verdict, n: number, error: number}[]}
 */
export function counted(all) {
  const of = (/** @type {Verdict} */ verdict) => all.filter((one) => verdictOf(one) === verdict);
  return ORDER.map((verdict) => ({
    verdict,
    n: of(verdict).length,
    error: Math.max(0, ...of(verdict).map((one) => one.max_relative_error ?? 0)),
  })).filter(({ n }) => n > 0);
}

/**
 * Every cell of a tensor that was checked cell by cell, the ones to look at first.
 * @param {Checked} checked
 * @param {number[]} shape
 * @param {number} loss
 * @returns {Row[]}
 */
export function rowsOf(
  { numeric_cells: numeric = [], analytic_cells: analytic = [], verdicts = [] },
  shape,
  loss,
) {
  // below it a difference is measured against this, as the check does
  const floor = 2e-3 * Math.max(1, Math.abs(loss));
  const rows = verdicts.map((verdict, k) => ({
    at: indexOf(k, shape),
    analytic: analytic[k],
    numeric: numeric[k],
    verdict,
    error:
      Math.abs(analytic[k] - numeric[k]) /
      Math.max(Math.abs(analytic[k]), Math.abs(numeric[k]), floor),
  }));
  return rows.sort(
    (a, b) =>
      ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (b.error || 0) - (a.error || 0),
  );
}

/** @param {number} k @param {number[]} shape */
function indexOf(k, shape) {
  /** @type {number[]} */
  const at = [];
  for (const size of shape.toReversed()) {
    at.unshift(k % size);
    k = Math.floor(k / size);
  }
  return at;
}
