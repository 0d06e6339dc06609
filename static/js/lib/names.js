// @ts-check
/**
 * Addresses as people write them: l3.dW is ∂E/∂W₃, and what leaves layer 1 is y₁ and x₂ at once.
 */
import {
  DATA,
  INPUT,
  isKept,
  LOSS,
  nameOf,
  OPTIMIZER,
  parse,
  positionOf,
  tensor,
} from './address.js';
import { WRITTEN } from './catalog-words.js';
import { canonical, nameAhead, ownName, readersOf } from './edges.js';

/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Parts
 * @property {string} base       W
 * @property {string} sub        3, or empty
 * @property {string} use        whose share of a shared parameter's gradient it is; else empty
 * @property {boolean} gradient  whether it is ∂E/∂ of this
 * @property {string} suffix     a state that belongs to the tensor, such as m; else empty
 * @property {boolean} next      whether it is the value after the update
 */

/** @type {import('../types.js').Translate} */
let translate = (key) => key;

/** The catalog says how a name is written, in the reader's language. @param {typeof translate} t */
export const spellWith = (t) => {
  translate = t;
};

/** A name as it is written: lr is α. @param {string} name */
export function spell(name) {
  const word = translate(WRITTEN + name);
  return word.startsWith(WRITTEN) ? name.replaceAll('_', ' ') : word;
}

const NOTHING = { node: '', name: '', reader: '', input: '', state: '', next: false };

/** @param {string | number} digits */
const subscript = (digits) => String(digits).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);

/** @param {string} digits */
const superscript = (digits) =>
  digits && `⁽${digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])}⁾`;

/**
 * @param {string} address
 * @param {Trace | null} [trace]   knows which tensors are gradients; without it the name decides
 * @returns {boolean}
 */
export function isGradient(address, trace) {
  const role = trace?.tensors[canonical(address, trace)]?.role;
  if (role) return role === 'gradient';
  return !isKept(address) && /^d(?!elta)/.test(nameOf(address));
}

/**
 * 'g' for a gradient, 'v' for any other value: which colours it has, and whether it is round or
 * square.
 * @param {string} address
 * @param {Trace | null} [trace]
 * @returns {'v' | 'g'}
 */
export const kindOf = (address, trace) => (isGradient(address, trace) ? 'g' : 'v');

/**
 * A part of a gradient is named as its reader names what it reads: ∂E/∂other₅, ∂E/∂W₁⁽³⁾.
 * @param {string} address   canonical, or an alias such as l3.x
 * @param {Trace | null} [trace]
 * @returns {Parts}
 */
export function parts(address, trace) {
  const { node, name, reader, input, state, next } = parse(address) ?? NOTHING;
  const by = String(positionOf(reader) ?? '');
  if (input) return { base: spell(input), sub: by, use: '', gradient: true, suffix: '', next };
  const gradient = isGradient(address, trace);
  const bare = gradient ? name.slice(1) : name;
  const own = tensor(node, bare) === INPUT;
  const several = own && trace ? readersOf(INPUT, trace).length > 1 : false;
  const sub = positionOf(node) ?? (own && !several ? 1 : '');
  return {
    base: spell(bare),
    sub: String(sub),
    use: by,
    gradient,
    suffix: state && spell(state),
    next,
  };
}

/**
 * ∂E/∂W₃, y₁, t, m(W₁). A value after the update has the name of the value before it.
 * @param {string} address
 * @param {Trace | null} [trace]
 */
export function text(address, trace) {
  const { base, sub, use, gradient, suffix } = parts(address, trace);
  const symbol = `${gradient ? '∂E/∂' : ''}${base}${subscript(sub)}${superscript(use)}`;
  return suffix ? `${suffix}(${symbol})` : symbol;
}

/**
 * One cell of it: y₁[0,2]; a scalar has no brackets.
 * @param {string} address
 * @param {(number | string)[]} at
 * @param {Trace | null} [trace]
 */
export const cell = (address, at, trace) =>
  text(address, trace) + (at.length ? `[${at.join(',')}]` : '');

/**
 * The other name of a wire, or '': y₁ is x₂ of the next layer, the data are x₁.
 * @param {string} address
 * @param {Trace} trace
 */
export function alias(address, trace) {
  const own = nameAhead(address, trace);
  const other = own ? text(own, trace) : '';
  return other === text(address, trace) && address !== INPUT ? '' : other;
}

/**
 * With both names where there are two: y₁ = x₂, ∂E/∂y₁ = ∂E/∂x₂, x = x₁.
 * @param {string} address
 * @param {Trace} trace
 */
export function label(address, trace) {
  const other = alias(address, trace);
  if (address === INPUT) return other ? `x = ${other}` : 'x';
  return other ? `${text(address, trace)} = ${other}` : text(address, trace);
}

/**
 * What a layer calls a wire that it reads as its input: x₃ for l2.y.
 * @param {string} address
 * @param {string} node
 * @param {Trace} trace
 */
export function seenFrom(address, node, trace) {
  const reader = trace.nodes.find(({ id }) => id === node);
  return text(ownName(address, reader, trace) ?? address, trace);
}

/**
 * What a block is called: its own label (RL3), or the page's word for its place.
 * @param {string} id
 * @param {Trace} trace
 * @param {import('../types.js').Translate} t
 */
export function nodeName(id, trace, t) {
  const node = trace.nodes.find((entry) => entry.id === id);
  if (node?.label) return node.label;
  if (id === LOSS) return t('error');
  if (id === DATA) return t('input');
  return id === OPTIMIZER ? t('optimizer') : t('layer', { n: String(positionOf(id) ?? '') });
}

/**
 * A layer that begins a sentence, with its article where the language has one: La capa 3.
 * @param {string} id
 * @param {Trace} trace
 * @param {import('../types.js').Translate} t
 */
export const subject = (id, trace, t) =>
  trace.nodes.find((node) => node.id === id)?.label ||
  t('layer.subject', { n: String(positionOf(id) ?? '') });

/**
 * A layer where there is little room: L3.
 * @param {string} id
 * @param {import('../types.js').Translate} t
 */
export const shortName = (id, t) => t('layer.short', { n: String(positionOf(id) ?? '') });
