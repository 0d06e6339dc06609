// @ts-check
/**
 * Under a step's formulas: its product or its sum of matrices in numbers, around the cell that is
 * asked for.
 */
import { el as made, hide } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { multiplied, summed } from '../../draw/matrices.js';
import { productInNumbers, sumInNumbers, widthOf } from '../../draw/product.js';
import { sumOf } from '../../lib/addends.js';
import { veiled } from '../../lib/guess.js';
import { kindOf, seenFrom } from '../../lib/names.js';
import { productOf } from '../../lib/product.js';
import { shade } from '../../lib/shade.js';
import { el } from '../../lib/sketch.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Step} Step */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * How much of the matrices is shown: the first of these that fits into so many pixels, the factors
 * of a product beside each other, the parts of a sum in so many lines of numbers.
 */
const SIZES = [
  { rows: 4, cols: 5 },
  { rows: 4, cols: 4 },
  { rows: 4, cols: 3 },
  { rows: 4, cols: 2 },
];
const ROOM = 300;
const LINES = 12;
/** What a plus or an equals sign takes of a line, in pixels. */
const SIGN = 22;

/** @param {Pick<import('../../types.js').Context, 'store' | 't' | 'act'>} context */
export function createProduct({ store, t, act }) {
  const node = made('div', { class: 'in-numbers' });
  node.addEventListener('click', ({ target }) => {
    const cell = /** @type {Element} */ (target).closest('[data-cell]');
    const matrix = cell?.closest('[data-product]');
    if (cell instanceof HTMLElement && matrix instanceof HTMLElement)
      act.select(matrix.dataset.product ?? '', indices(cell.dataset.cell ?? ''));
  });

  return {
    node,
    /** Says whether it stands there with all of its numbers. */
    draw() {
      const { trace, cursor } = store.get().stage;
      const step = trace?.steps[cursor];
      const found = trace && step ? shownOf(step, trace, store.get(), t) : null;
      hide(node, !found);
      if (!trace || !found) {
        redraw(node);
        return false;
      }
      const kind = (/** @type {string} */ address) => kindOf(address, trace);
      redraw(
        node,
        el('dt', { class: 'sr' }, t('formula.numbers')),
        el('dd', { class: 'matrices' }, found.drawn({ kind, shade: shade(trace) })),
      );
      return !found.cut;
    },
  };
}

/** @param {string} at */
const indices = (at) => (at ? at.split(',').map(Number) : []);

/**
 * @param {Step} step
 * @param {Trace} trace
 * @param {import('../../platform/state.js').State} state
 * @param {Translate} t
 */
function shownOf(step, trace, state, t) {
  const { selection } = state.focus;
  if (!step.formula?.all || veiled(state) === step.writes) return null;
  const at = selection?.address === step.writes ? selection.at : [];
  return product(step, trace, at, t) ?? sum(step, trace, at, t);
}

/** @typedef {import('../../draw/product.js').Ink} Ink */
/** @typedef {import('../../lib/sketch.js').Sketch} Sketch */
/** @typedef {{cut: boolean, drawn: (ink: Ink) => Sketch} | null} Shown */

/**
 * @param {Step} step @param {Trace} trace @param {number[]} at @param {Translate} t
 * @returns {Shown}
 */
function product(step, trace, at, t) {
  const said = step.formula?.all && multiplied(step.formula.all.mathml);
  if (!said || said.result !== step.writes) return null;
  const found = SIZES.map((most) => productOf(said, trace, at, most));
  const shown =
    found.find((one) => one && widthOf(one.left) + widthOf(one.right) <= ROOM) ?? found.at(-1);
  if (!shown) return null;
  const name = (/** @type {string} */ address, raised = false) =>
    `${seenFrom(address, step.node, trace)}${raised ? 'ᵀ' : ''}`;
  const label = t(shown.added ? 'product.label.added' : 'product.label', {
    left: name(said.left.address, said.left.transposed),
    right: name(said.right.address, said.right.transposed),
    added: said.added ? name(said.added) : '',
    result: name(said.result),
  });
  return { cut: shown.cut, drawn: (ink) => productInNumbers(shown, ink, label) };
}

/**
 * @param {Step} step @param {Trace} trace @param {number[]} at @param {Translate} t
 * @returns {Shown}
 */
function sum(step, trace, at, t) {
  const said = step.formula?.all && summed(step.formula.all.mathml);
  if (!said || said.result !== step.writes) return null;
  const found = SIZES.map((most) => sumOf(said, trace, at, most));
  const shown = found.find((one) => one && fits(one)) ?? found.at(-1);
  if (!shown) return null;
  const name = (/** @type {string} */ address) => seenFrom(address, step.node, trace);
  const parts = said.parts.map(name).join(' + ');
  const label = t('sum.label', { parts, result: name(said.result) });
  return { cut: shown.cut, drawn: (ink) => sumInNumbers(shown, ink, label) };
}

/** @param {import('../../lib/addends.js').Sum} sum */
function fits({ parts, result }) {
  const widths = [...parts, result].map(widthOf);
  let [lines, left] = [1, ROOM];
  for (const [k, width] of widths.entries()) {
    const taken = width + (k > 0 ? SIGN : 0);
    if (taken > ROOM) return false;
    if (taken > left) [lines, left] = [lines + 1, ROOM];
    left -= taken;
  }
  return lines * result.rows.length <= LINES;
}
