// @ts-check
/** Builds elements. Text only ever enters as text: the page parses no HTML. */

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/**
 * @typedef {object} Props
 * @property {string} [class]
 * @property {Record<string, string | number>} [dataset]
 * @property {Record<string, string | number | boolean | null | undefined>} [attrs]   false and null
 *   leave the attribute out
 * @property {Record<string, string | number>} [style]   names as in CSS, custom properties too
 * @property {Record<string, (event: any) => void>} [on]
 *
 * @typedef {Node | string | number | null | undefined | false | readonly any[]} Child   lists may
 *   hold lists
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

/** Takes out everything inside. @param {Element} node */
export const clear = (node) => node.replaceChildren();

/**
 * @template {HTMLElement | SVGElement | MathMLElement} T
 * @param {Element} element
 * @param {Props | null | undefined} props
 * @param {Child[]} children
 * @returns {T}
 */
function dress(element, props, children) {
  const node = /** @type {T} */ (element);
  const { class: name, dataset = {}, attrs = {}, style = {}, on = {} } = props ?? {};
  if (name) node.setAttribute('class', name);
  for (const [key, value] of Object.entries(dataset)) node.dataset[key] = String(value);
  for (const [key, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(key, value === true ? '' : String(value));
  }
  for (const [key, value] of Object.entries(style)) node.style.setProperty(key, String(value));
  for (const [key, listener] of Object.entries(on)) node.addEventListener(key, listener);
  append(node, children);
  return node;
}

/**
 * @param {Element} node
 * @param {Child[]} children
 */
function append(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child instanceof Node) node.append(child);
    else if (child !== null && child !== undefined && child !== false) node.append(String(child));
  }
}
