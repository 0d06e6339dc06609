// @ts-check
/**
 * Under a step's formulas: its product of matrices in numbers, around the cell that is asked for.
 */
import { clear, el } from '../platform/dom.js';
import { multiplied } from '../draw/mathml.js';
import { productInNumbers, widthOf } from '../draw/product.js';
import { veiled } from '../lib/guess.js';
import { kindOf, seenFrom } from '../lib/names.js';
import { productOf } from '../lib/product.js';
import { shade } from '../lib/shade.js';

/**
 * How much of the matrices is shown: the first of these that fits beside each other in so many
 * pixels.
 */
const SIZES = [
  { rows: 4, cols: 5 },
  { rows: 4, cols: 4 },
  { rows: 4, cols: 3 },
  { rows: 4, cols: 2 },
];
const ROOM = 300;

/** @param {import('../types.js').Context} context */
export function createProduct({ store, t, act }) {
  const node = el('div', { class: 'in-numbers' });

  const draw = () => {
    const {
      stage: { trace, cursor },
      focus: { selection },
    } = store.get();
    const step = trace?.steps[cursor];
    const said = step?.formula?.all && multiplied(step.formula.all.mathml);
    clear(node);
    if (
      !trace ||
      !step ||
      !said ||
      said.result !== step.writes ||
      veiled(store.get()) === step.writes
    )
      return show(false);
    const at = selection?.address === step.writes ? selection.at : [];
    const found = SIZES.map((most) => productOf(said, trace, at, most));
    const fits = (/** @type {typeof found[0]} */ product) =>
      product && widthOf(product.left) + widthOf(product.right) <= ROOM;
    const product = found.find(fits) ?? found.at(-1);
    if (!product) return show(false);
    const name = (/** @type {string} */ address, raised = false) =>
      `${seenFrom(address, step.node, trace)}${raised ? 'ᵀ' : ''}`;
    const label = t(product.added ? 'product.label.added' : 'product.label', {
      left: name(said.left.address, said.left.transposed),
      right: name(said.right.address, said.right.transposed),
      added: said.added ? name(said.added) : '',
      result: name(said.result),
    });
    node.append(
      el('dt', { class: 'sr' }, t('formula.numbers')),
      el(
        'dd',
        { class: 'matrices' },
        productInNumbers(
          product,
          { kind: (address) => kindOf(address, trace), shade: shade(trace), select: act.select },
          label,
        ),
      ),
    );
    show(true, product.cut);
  };

  /**
   * Its shapes are seen, unless a part is left out.
   * @param {boolean} shown
   * @param {boolean} [cut]
   */
  const show = (shown, cut = false) => {
    node.hidden = !shown;
    node.parentElement?.classList.toggle('seen', shown && !cut);
  };

  return { node, draw };
}
