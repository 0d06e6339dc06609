// @ts-check
/** Builds elements. Text only ever enters as text: the page parses no HTML. */
import { Sketch } from '../lib/sketch.js';

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/**
 * @typedef {import('../lib/sketch.js').Child} Child
 * @typedef {import('../lib/sketch.js').Props & {on?: {[K in keyof GlobalEventHandlersEventMap]?:
 *   (event: GlobalEventHandlersEventMap[K]) => void}}} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const el = (tag, props, ...children) => dress(document.createElement(tag), props, children);

/**
 * @param {string} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {SVGElement}
 */
export const svg = (tag, props, ...children) =>
  dress(document.createElementNS(SVG, tag), props, children);

/**
 * @param {string} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {MathMLElement}
 */
export const math = (tag, props, ...children) =>
  dress(document.createElementNS(MATHML, tag), props, children);

/**
 * What was described, as it stands on the page.
 * @param {import('../lib/sketch.js').Piece} piece
 * @returns {Node}
 */
export function made(piece) {
  if (typeof piece === 'string') return document.createTextNode(piece);
  return piece instanceof Sketch ? elementOf(piece) : piece;
}

/** @param {Sketch} sketch @returns {HTMLElement | SVGElement | MathMLElement} */
const elementOf = ({ space, tag, props, children }) =>
  dress(
    space ? document.createElementNS(space, tag) : document.createElement(tag),
    props,
    children,
  );

/** Takes out everything inside. @param {Element} node */
export const clear = (node) => node.replaceChildren();

/**
 * Text that stays the same is not laid out again, other text is written where it stood.
 * @param {Node} node
 * @param {string} text
 */
export const write = (node, text) => {
  if (node.textContent === text) return;
  const { firstChild } = node;
  const alone = firstChild instanceof Text && !firstChild.nextSibling;
  if (alone && text) firstChild.data = text;
  else node.textContent = text;
};

/** What is called so already is not touched. @param {Element} node @param {string} name */
export const call = (node, name) => {
  if (!name) node.removeAttribute('class');
  else if (node.getAttribute('class') !== name) node.setAttribute('class', name);
};

/**
 * What stays hidden, or in sight, is not touched.
 * @param {HTMLElement} node @param {boolean} away
 */
export const hide = (node, away) => {
  if (node.hidden !== away) node.hidden = away;
};

/**
 * @template {HTMLElement | SVGElement | MathMLElement} T
 * @param {Element} element
 * @param {Props | null | undefined} props
 * @param {Child[]} children
 * @returns {T}
 */
function dress(element, props, children) {
  const node = /** @type {T} */ (element);
  if (props) wear(node, props);
  append(node, children);
  return node;
}

/**
 * In loops that read what is there and no more: hundreds of elements are made in a step.
 * @param {HTMLElement | SVGElement | MathMLElement} node
 * @param {Props} props
 */
function wear(node, { class: name, dataset, attrs, style, on }) {
  if (name) node.setAttribute('class', name);
  for (const key in dataset) node.dataset[key] = String(dataset[key]);
  for (const key in attrs) {
    const value = attrs[key];
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(key, value === true ? '' : String(value));
  }
  for (const key in style) node.style.setProperty(key, String(style[key]));
  for (const [key, listener] of Object.entries(on ?? {}))
    node.addEventListener(key, /** @type {EventListener} */ (listener));
}

/**
 * @param {Element} node
 * @param {Child[]} children
 */
function append(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child instanceof Node) node.append(child);
    else if (child instanceof Sketch) node.append(made(child));
    else if (child !== null && child !== undefined && child !== false) node.append(String(child));
  }
}
