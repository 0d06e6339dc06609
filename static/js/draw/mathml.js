// @ts-check
/**
 * Describes the API's MathML as elements. Only what a formula needs is let through, and it is built
 * anew, so that nothing else can enter the page. Symbols of tensors keep their address, and get the
 * colour of their kind.
 */
import { elements, read, words } from '../lib/markup.js';
import { sizes } from '../lib/shape.js';
import { math } from '../lib/sketch.js';
import { kindOf, spell } from '../lib/names.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/markup.js').Markup} Markup */
/** @typedef {import('../lib/sketch.js').Sketch} Sketch */
/** @typedef {(source: Markup) => Sketch | null} Swap */

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

const ADDRESS = 'data-address';

/**
 * @param {string} source   one <math> element
 * @param {Trace | null} trace
 * @returns {Sketch}
 */
export const formula = (source, trace) => copy(parse(source), trace, () => null);

/**
 * The same formula with every tensor replaced by its shape: (3×4)·(4×1). Null where it names no
 * tensor.
 * @param {string} source
 * @param {Trace} trace
 * @returns {Sketch | null}
 */
export function shapes(source, trace) {
  let found = false;
  const result = copy(parse(source), trace, (element) => {
    const inside = elements(element); // a shape brings its own parentheses
    if (inside.length === 3 && words(inside[0]) === '(' && inside[1].attributes[ADDRESS])
      element = inside[1];
    const shape = trace.tensors[element.attributes[ADDRESS]]?.shape;
    if (!shape) return null;
    found = true;
    return shapeOf(whole(element, shape), 'data-transposed' in element.attributes);
  });
  return found ? result : null;
}

/**
 * The axes that a symbol takes whole: of x[n,:] the last one.
 * @param {Markup} symbol
 * @param {number[]} shape
 */
function whole(symbol, shape) {
  const inside = /\[(.*)\]/.exec(words(symbol))?.[1].split(',');
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

/** Formulas once parsed; a trace has a few dozen. @type {Map<string, Markup>} */
const parsed = new Map();
const KEPT = 500;

/** @param {string} source */
export function parse(source) {
  const known = parsed.get(source);
  if (known) return known;
  if (parsed.size >= KEPT) parsed.clear();
  const tree = read(source);
  if (tree.name !== 'math') throw new Error(`This is no formula: ${source}`);
  parsed.set(source, tree);
  return tree;
}

/**
 * @param {Markup} source
 * @param {Trace | null} trace
 * @param {Swap} swap
 * @returns {Sketch}
 */
function copy(source, trace, swap) {
  if (isMean(source))
    return math('mrow', { class: 'over' }, copy(elements(source)[0], trace, swap));
  const children = source.children.map((child) => {
    if (typeof child === 'string') return said(source, child);
    return ELEMENTS.has(child.name) ? (swap(child) ?? copy(child, trace, swap)) : null;
  });
  if (source.name === 'msqrt') return root(children);
  return math(source.name, propsOf(source, trace), children);
}

/**
 * @param {Markup} source
 * @param {Trace | null} trace
 * @returns {import('../lib/sketch.js').Props | null}   null where nothing is said of it
 */
function propsOf(source, trace) {
  /** @type {Record<string, string> | undefined} */
  let attrs;
  for (const name in source.attributes) {
    if (!ATTRIBUTES.has(name)) continue;
    attrs ??= {};
    attrs[name] = source.attributes[name];
  }
  const name = classOf(source, trace);
  return attrs || name ? { attrs, class: name } : null;
}

/**
 * A square root: its bar is drawn, since browsers leave the sign out where no font is one for
 * mathematics.
 * @param {(Sketch | string | null)[]} inside
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
 * @param {Markup} source
 */
const isMean = (source) => source.name === 'mover' && words(elements(source)[1]) === '¯';

/**
 * A name of several letters stands upright; ∂E/∂… and named tensors have their kind's colour.
 * @param {Markup} source
 * @param {Trace | null} trace
 * @returns {string | undefined}
 */
function classOf(source, trace) {
  const address = source.attributes[ADDRESS];
  if (address) return `sym ${kindOf(address, trace)}`;
  if (source.name === 'mi') return words(source).length > 1 ? 'word' : undefined;
  if (source.name !== 'mfrac') return undefined;
  const letters = words(source);
  if (!letters.startsWith('∂')) return undefined;
  return letters.startsWith('∂E∂') ? 'partial g' : 'partial v';
}

/**
 * A name that is a word is said in the reader's language.
 * @param {Markup} of
 * @param {string} text
 */
const said = (of, text) => (of.name === 'mi' && text.length > 1 ? spell(text) : text);

/** @param {string} base */
const letter = (base) => math('mi', base.length > 1 ? { class: 'word' } : null, base);
