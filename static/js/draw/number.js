// @ts-check
/**
 * One number of the inspector: its colour, its short form, and all its digits for whoever hovers or
 * copies.
 */
import { el } from '../lib/sketch.js';
import { exact, near } from '../lib/format.js';
import { bare, line } from '../lib/expr.js';
import { kindOf } from '../lib/names.js';

/** @typedef {import('../types.js').Expr} Expr */
/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Ink
 * @property {Trace} trace
 * @property {import('../lib/expr.js').Naming} name
 * @property {number} digits
 * @property {(value: number, kind: 'v' | 'g') => number} shade   0 to 1: how full the colour of a
 *   number is
 */

/**
 * A cell is a button that selects it; a constant or a computed part only shows its value.
 * @param {Expr} expr
 * @param {Ink} ink
 */
export function number(expr, { trace, name: naming, digits, shade }) {
  const kind = kindOf(expr.address ?? '', trace);
  const name = line(expr, naming);
  const props = {
    class: ['num', kind, expr.value < 0 ? 'neg' : 'pos', Number.isNaN(expr.value) && 'broken']
      .filter(Boolean)
      .join(' '),
    attrs: { title: `${name} = ${exact(expr.value)}` },
    style: { '--m': shade(expr.value, kind).toFixed(3) },
    dataset: { exact: exact(expr.value) },
  };
  if (expr.op === 'const') return el('span', { ...props, class: 'num const' }, bare(expr));
  if (expr.op !== 'cell') return el('span', props, near(expr.value, digits));
  const shown = isCount(expr, trace) ? String(expr.value) : near(expr.value, digits);
  return el(
    'button',
    {
      ...props,
      attrs: { ...props.attrs, type: 'button', 'aria-label': `${name} = ${shown}` },
      dataset: {
        ...props.dataset,
        address: expr.address ?? '',
        at: (expr.at ?? []).join(','),
      },
    },
    shown,
  );
}

/**
 * A whole number that stands alone counts: it has no decimals.
 * @param {Expr} expr
 * @param {Trace} trace
 */
const isCount = ({ address, value }, trace) =>
  Number.isInteger(value) &&
  trace.tensors[address ?? '']?.role !== 'loss' &&
  trace.tensors[address ?? '']?.shape.length === 0;

/**
 * A result, with all its digits on hover.
 * @param {number} value
 * @param {number} digits
 */
export const result = (value, digits) =>
  el(
    'data',
    { attrs: { value: exact(value), title: exact(value) }, dataset: { exact: exact(value) } },
    near(value, digits),
  );
