// @ts-check
/**
 * An element as it is to be, described and not yet made: two of them are compared without a page,
 * and only what differs of them is made.
 */

/**
 * @typedef {object} Props
 * @property {string} [class]
 * @property {Record<string, string | number>} [dataset]
 * @property {Record<string, string | number | boolean | null | undefined>} [attrs]   false and null
 *   leave the attribute out
 * @property {Record<string, string | number>} [style]   names as in CSS, custom properties too
 *
 * @typedef {Node | Sketch | string} Piece   what stands inside: an element that is made already
 *   stays what it is
 * @typedef {Piece | number | null | undefined | false | readonly Child[]} Child   lists may hold
 *   lists
 */

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';

export class Sketch {
  /**
   * @param {string | null} space   the namespace; null: the page's own
   * @param {string} tag
   * @param {Props | null | undefined} props
   * @param {Piece[]} children
   */
  constructor(space, tag, props, children) {
    this.space = space;
    this.tag = tag;
    this.props = props ?? null;
    this.children = children;
  }
}

/** @param {string} tag @param {Props | null} [props] @param {Child[]} children */
export const el = (tag, props, ...children) => new Sketch(null, tag, props, inOrder(children));

/** @param {string} tag @param {Props | null} [props] @param {Child[]} children */
export const svg = (tag, props, ...children) => new Sketch(SVG, tag, props, inOrder(children));

/** @param {string} tag @param {Props | null} [props] @param {Child[]} children */
export const math = (tag, props, ...children) => new Sketch(MATHML, tag, props, inOrder(children));

/**
 * One beside the other, without what is no child.
 * @param {readonly Child[]} children
 * @param {Piece[]} [found]
 */
export function inOrder(children, found = []) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) inOrder(child, found);
    else found.push(typeof child === 'number' ? String(child) : /** @type {Piece} */ (child));
  }
  return found;
}

/** The elements in it, side by side. @param {Sketch} sketch */
export const parts = ({ children }) => children.filter((child) => child instanceof Sketch);

/** All words in it. @param {Sketch} sketch @returns {string} */
export const saidBy = ({ children }) =>
  children
    .map((child) => (child instanceof Sketch ? saidBy(child) : typeof child === 'string' && child))
    .filter(Boolean)
    .join('');

/**
 * Whether one can become the other, written over: of one name, and called alike.
 * @param {Piece | undefined} was
 * @param {Piece} now
 */
export function alike(was, now) {
  if (was === now) return true;
  if (typeof now === 'string') return typeof was === 'string';
  return (
    was instanceof Sketch &&
    now instanceof Sketch &&
    was.tag === now.tag &&
    calledAlike(was.props?.class, now.props?.class)
  );
}

/**
 * The first word of a class says what it is, the others how.
 * @param {string} [a] @param {string} [b]
 */
const calledAlike = (a, b) => a === b || first(a) === first(b);

/** @param {string} [name] */
const first = (name = '') => {
  const end = name.indexOf(' ');
  return end < 0 ? name : name.slice(0, end);
};
