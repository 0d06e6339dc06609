// @ts-check
/** Numbers in an answer where the wire had "NaN" or "Infinity". */
import { lossesOf } from '../../lib/packed.js';

/** @typedef {import('../../types.js').Explanation} Explanation */
/** @typedef {import('../../types.js').Metrics} Metrics */
/** @typedef {import('../../answers.js').Progress} Progress */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../types.js').Trace} Trace */

/** @param {Trace} trace */
export function reviveTrace(trace) {
  trace.loss = Number(trace.loss);
  for (const tensor of Object.values(trace.tensors)) reviveTensor(tensor);
  return trace;
}

/** @param {[number, number | string][]} curve @returns {[number, number][]} */
export const pairs = (curve) => curve.map(([k, value]) => [k, Number(value)]);

/** @param {Metrics} metrics */
export function reviveMetrics(metrics) {
  for (const name of /** @type {const} */ (['loss', 'accuracy', 'r2'])) {
    if (metrics[name] !== null) metrics[name] = Number(metrics[name]);
  }
  return metrics;
}

/**
 * @param {import('../../lib/event-stream.js').Raw} raw
 * @returns {import('../../lib/event-stream.js').Event}
 */
export function reviveEvent(raw) {
  const event = /** @type {import('../../lib/event-stream.js').Event} */ (raw);
  if (event.name === 'progress') reviveProgress(event.data);
  if (event.name === 'done') event.data.loss = Number(event.data.loss);
  return event;
}

/** @param {import('../../lib/event-stream.js').Heard} told */
function reviveProgress(told) {
  const losses = /** @type {Progress['losses']} */ (told.losses);
  told.losses = Array.isArray(losses) ? pairs(losses) : lossesOf(losses);
  const { norms = {}, metrics, tensors = {}, cells } = told;
  for (const address of Object.keys(norms)) norms[address] = Number(norms[address]);
  for (const part of Object.values(metrics ?? {})) reviveMetrics(part);
  for (const tensor of Object.values(tensors)) reviveTensor(/** @type {Tensor} */ (tensor));
  if (cells) told.cells = cells.map((cell) => (cell === null ? null : Number(cell)));
}

/** @param {Tensor} tensor */
export function reviveTensor(tensor) {
  if (tensor.data) tensor.data = tensor.data.map(Number);
  if (tensor.preview) tensor.preview.data = tensor.preview.data.map(Number);
  return tensor;
}

/** @param {import('../../lib/verdicts.js').Report} report */
export function reviveReport(report) {
  for (const tensor of Object.values(report.tensors)) {
    for (const name of /** @type {const} */ (['max_relative_error', 'analytic', 'numeric'])) {
      if (tensor[name] !== null) tensor[name] = Number(tensor[name]);
    }
    for (const name of /** @type {const} */ (['numeric_cells', 'analytic_cells'])) {
      const cells = /** @type {Tensor | undefined} */ (/** @type {unknown} */ (tensor[name]));
      if (cells) tensor[name] = cells.data?.map(Number);
    }
  }
  return report;
}

/** @param {Explanation} explanation */
export function reviveExplanation(explanation) {
  explanation.value = Number(explanation.value);
  reviveExpr(explanation.expr);
  return explanation;
}

/** @param {import('../../types.js').Slip} slip */
export function reviveSlip(slip) {
  Object.values(slip.trees).forEach(reviveExpr);
  return slip;
}

/** @param {import('../../types.js').Expr} expr */
function reviveExpr(expr) {
  expr.value = Number(expr.value);
  expr.args?.forEach(reviveExpr);
}
