// @ts-check
/**
 * Draws again what a step changes: what is wanted is described, compared with what was described
 * before, and only what differs is made or written. Styles, places and pictures of the rest need
 * not be worked out again, and what is focused or chosen stays so.
 */
import { alike, inOrder, Sketch } from '../lib/sketch.js';
import { call, made } from './dom.js';

/** @typedef {import('../lib/sketch.js').Piece} Piece */
/** @typedef {import('../lib/sketch.js').Props} Props */
/** @typedef {HTMLElement & SVGElement & MathMLElement} Any */

/**
 * What was drawn last in an element, and what it begins with: where that is another, somebody else
 * has filled the element since.
 * @type {WeakMap<Element, {pieces: Piece[], first: Node | null}>}
 */
const standing = new WeakMap();

/**
 * @param {Element} node
 * @param {import('../lib/sketch.js').Child[]} children
 */
export function redraw(node, ...children) {
  const wanted = inOrder(children);
  const was = standing.get(node);
  const stands = was?.first === node.firstChild && was.pieces.length === node.childNodes.length;
  if (stands) inside(node, was.pieces, wanted);
  else node.replaceChildren(...wanted.map(made));
  standing.set(node, { pieces: wanted, first: node.firstChild });
}

/**
 * What is alike at the beginning and at the end stays; what is between takes the others' places.
 * @param {Element} parent
 * @param {Piece[]} old
 * @param {Piece[]} next
 */
function inside(parent, old, next) {
  let [begin, oldEnd, end] = [0, old.length, next.length];
  let node = parent.firstChild;
  while (node && begin < end && begin < oldEnd && alike(old[begin], next[begin])) {
    become(node, old[begin], next[begin]);
    node = node.nextSibling;
    begin += 1;
  }
  let last = parent.lastChild;
  while (last && end > begin && oldEnd > begin && alike(old[oldEnd - 1], next[end - 1])) {
    oldEnd -= 1;
    end -= 1;
    become(last, old[oldEnd], next[end]);
    last = last.previousSibling;
  }
  for (; node && begin < oldEnd; begin += 1) {
    const after = node.nextSibling;
    if (begin >= end) parent.removeChild(node);
    else if (alike(old[begin], next[begin])) become(node, old[begin], next[begin]);
    else parent.replaceChild(made(next[begin]), node);
    node = after;
  }
  for (; begin < end; begin += 1) parent.insertBefore(made(next[begin]), node);
}

/** @param {Node} node @param {Piece} was @param {Piece} now */
function become(node, was, now) {
  if (was === now) return;
  if (typeof now === 'string') node.nodeValue = now;
  if (!(was instanceof Sketch && now instanceof Sketch)) return;
  const element = /** @type {Any} */ (node);
  if (was.props !== now.props) dressed(element, was.props ?? {}, now.props ?? {});
  inside(element, was.children, now.children);
}

/** @param {Any} node @param {Props} was @param {Props} now */
function dressed(node, was, now) {
  const other = differing(was.dataset, now.dataset, (key, value) => {
    if (value === undefined) delete node.dataset[key];
    else node.dataset[key] = String(value);
  });
  // what lights up because of what it was about does so no longer
  if (was.class !== now.class || (other && node.className)) call(node, now.class ?? '');
  differing(was.attrs, now.attrs, (key, value) => {
    if (value === null || value === undefined || value === false) node.removeAttribute(key);
    else node.setAttribute(key, value === true ? '' : String(value));
  });
  differing(was.style, now.style, (key, value) => {
    node.style.setProperty(key, value === undefined ? null : String(value));
  });
}

/**
 * Says whether anything differs.
 * @template T
 * @param {Record<string, T> | undefined} was
 * @param {Record<string, T> | undefined} now
 * @param {(key: string, value: T | undefined) => void} write
 */
function differing(was, now, write) {
  if (was === now) return false;
  let found = false;
  for (const key in now) {
    if (was?.[key] === now[key]) continue;
    found = true;
    write(key, now[key]);
  }
  for (const key in was) {
    if (now && key in now) continue;
    found = true;
    write(key, undefined);
  }
  return found;
}
