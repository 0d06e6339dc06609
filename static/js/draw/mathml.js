// @ts-check
/**
 * Turns the API's MathML into elements. Only what a formula needs is let through, and it is built
 * anew, so that nothing else can enter the page. Symbols of tensors keep their address, and get the
 * colour of their kind.
 */
import { sizes } from '../lib/shape.js';
import { math } from '../platform/dom.js';
import { kindOf, spell } from '../lib/names.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {(source: Element) => MathMLElement | null} Swap */

const ELEMENTS = new Set([
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'mtext',
  'mfrac',
  'msup',
  'msub',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'msqrt',
  'mroot',
  'mtable',
  'mtr',
  'mtd',
  'mspace',
  'mstyle',
]);
const ATTRIBUTES = new Set([
  'display',
  'displaystyle',
  'mathvariant',
  'stretchy',
  'form',
  'fence',
  'separator',
  'largeop',
  'movablelimits',
  'accent',
  'lspace',
  'rspace',
  'width',
  'linethickness',
  'scriptlevel',
  'data-address',
  'data-transposed',
]);

/**
 * @param {string} source   one <math> element
 * @param {Trace | null} trace
 * @returns {MathMLElement}
 */
export const formula = (source, trace) => copy(parse(source), trace, () => null);

/**
 * The same formula with every tensor replaced by its shape: (3×4)·(4×1). Null where it names no
 * tensor.
 * @param {string} source
 * @param {Trace} trace
 * @returns {MathMLElement | null}
 */
export function shapes(source, trace) {
  let found = false;
  const result = copy(parse(source), trace, (element) => {
    const inside = element.children; // a shape brings its own parentheses
    if (
      inside.length === 3 &&
      inside[0].textContent === '(' &&
      inside[1].hasAttribute('data-address')
    )
      element = inside[1];
    const address = element.getAttribute('data-address');
    const shape = address && trace.tensors[address]?.shape;
    if (!shape) return null;
    found = true;
    return shapeOf(whole(element, shape), element.hasAttribute('data-transposed'));
  });
  return found ? result : null;
}

/**
 * The axes that a symbol takes whole: of x[n,:] the last one.
 * @param {Element} symbol
 * @param {number[]} shape
 */
function whole(symbol, shape) {
  const inside = /\[(.*)\]/.exec(symbol.textContent ?? '')?.[1].split(',');
  return inside ? shape.filter((_, axis) => inside[axis] === ':') : shape;
}

/** @param {number[]} shape @param {boolean} transposed */
function shapeOf(shape, transposed) {
  const matrix = shape.length === 2;
  const text = math('mtext', null, `(${sizes(transposed && matrix ? shape.toReversed() : shape)})`);
  return transposed && !matrix
    ? math('msup', null, text, math('mi', { attrs: { mathvariant: 'normal' } }, 'T'))
    : text;
}

/**
 * ∂y₃/∂W₃, for the beads of the chain; ∂y₃/∂W₁⁽³⁾ where layer 3 uses what is layer 1's.
 * @typedef {{base: string, sub: string, use: string}} Named
 * @param {Named} above
 * @param {Named} below
 */
export function partial(above, below) {
  const line = (/** @type {Named} */ { base, sub, use }) => {
    const indices = [sub, use && `(${use})`].filter(Boolean).map((text) => math('mn', null, text));
    const kind = use ? 'msubsup' : 'msub';
    const symbol = indices.length ? math(kind, null, letter(base), indices) : letter(base);
    return math('mrow', null, math('mo', null, '∂'), symbol);
  };
  return math(
    'math',
    { attrs: { displaystyle: 'true' } },
    math('mfrac', null, line(above), line(below)),
  );
}

/** Formulas once parsed; a trace has a few dozen. @type {Map<string, Element>} */
const parsed = new Map();
const KEPT = 500;

/** @param {string} source */
export function parse(source) {
  const known = parsed.get(source);
  if (known) return known;
  if (parsed.size >= KEPT) parsed.clear();
  const tree = read(source);
  parsed.set(source, tree);
  return tree;
}

/** @param {string} source */
function read(source) {
  const tree = new DOMParser().parseFromString(source, 'application/xml').documentElement;
  if (tree.localName !== 'math') throw new Error(`This is no formula: ${source}`);
  return tree;
}

/**
 * @param {Element} source
 * @param {Trace | null} trace
 * @param {Swap} swap
 * @returns {MathMLElement}
 */
function copy(source, trace, swap) {
  if (isMean(source)) return math('mrow', { class: 'over' }, copy(source.children[0], trace, swap));
  if (source.localName === 'msqrt')
    return root([...source.children].map((child) => swap(child) ?? copy(child, trace, swap)));
  const children = [...source.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return said(source, child.nodeValue ?? '');
    if (!(child instanceof Element) || !ELEMENTS.has(child.localName)) return null;
    return swap(child) ?? copy(child, trace, swap);
  });
  const attrs = Object.fromEntries(
    [...source.attributes]
      .filter(({ name }) => ATTRIBUTES.has(name))
      .map(({ name, value }) => [name, value]),
  );
  return math(source.localName, { attrs, class: classOf(source, trace) }, children);
}

/**
 * A square root: its bar is drawn, since browsers leave the sign out where no font is one for
 * mathematics.
 * @param {MathMLElement[]} inside
 */
const root = (inside) =>
  math(
    'mrow',
    null,
    math('mo', { attrs: { lspace: '0', rspace: '0', stretchy: 'true' } }, '√'),
    math('mrow', { class: 'over' }, inside),
  );

/**
 * Something with a bar over it: the bar is drawn, since few fonts stretch one.
 * @param {Element} source
 */
const isMean = (source) => source.localName === 'mover' && source.children[1]?.textContent === '¯';

/**
 * A name of several letters stands upright; ∂E/∂… and named tensors have their kind's colour.
 * @param {Element} source
 * @param {Trace | null} trace
 * @returns {string | undefined}
 */
function classOf(source, trace) {
  const address = source.getAttribute('data-address');
  if (address) return `sym ${kindOf(address, trace)}`;
  const letters = source.textContent ?? '';
  if (source.localName === 'mi') return letters.length > 1 ? 'word' : undefined;
  if (source.localName !== 'mfrac' || !letters.startsWith('∂')) return undefined;
  return letters.startsWith('∂E∂') ? 'partial g' : 'partial v';
}

/**
 * A name that is a word is said in the reader's language.
 * @param {Element} of
 * @param {string} text
 */
const said = (of, text) => (of.localName === 'mi' && text.length > 1 ? spell(text) : text);

/** @param {string} base */
const letter = (base) => math('mi', base.length > 1 ? { class: 'word' } : null, base);
