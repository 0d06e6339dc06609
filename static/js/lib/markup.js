// @ts-check
/**
 * Reads a formula as the API writes it: elements, what they hold, and nothing else that XML knows.
 * A browser's own parser makes a document of each, which takes longer than all that is made of it.
 */

/**
 * @typedef {object} Markup   an element
 * @property {string} name
 * @property {Record<string, string>} attributes
 * @property {(Markup | string)[]} children
 */

/** An element's begin or end, or the words up to the next one. */
const PIECE = /<(\/?)(\w+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITY = /&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot|apos));/gi;
const SIGNS = /** @type {Record<string, string>} */ ({
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
});

/**
 * @param {string} source   one element with all that it holds
 * @returns {Markup}
 */
export function read(source) {
  const text = source.trim();
  const top = /** @type {Markup} */ ({ name: '', attributes: {}, children: [] });
  const open = [top];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const [piece, end, name, attributes, empty] = PIECE.exec(text) ?? refuse(source);
    const inner = open[open.length - 1];
    if (!name) inner.children.push(plain(piece));
    else if (end) {
      if (open.pop()?.name !== name) refuse(source);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [whole, ...others] = top.children;
  return open.length === 1 && !others.length && isElement(whole) ? whole : refuse(source);
}

/** @param {string} source @returns {never} */
function refuse(source) {
  throw new Error(`This is no formula: ${source}`);
}

/** @param {string} text */
function attributesOf(text) {
  /** @type {Record<string, string>} */
  const found = {};
  if (text) for (const [, name, value] of text.matchAll(ATTRIBUTE)) found[name] = plain(value);
  return found;
}

/** @param {string} text */
const plain = (text) =>
  text.includes('&')
    ? text.replace(ENTITY, (_, decimal, hex, sign) =>
        sign
          ? SIGNS[sign.toLowerCase()]
          : String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
      )
    : text;

/** @param {Markup | string | undefined} child @returns {child is Markup} */
const isElement = (child) => typeof child === 'object';

/** The elements in it, side by side. @param {Markup | undefined} element */
export const elements = (element) => (element?.children ?? []).filter(isElement);

/** All words in it. @param {Markup | undefined} element @returns {string} */
export const words = (element) =>
  (element?.children ?? []).map((child) => (isElement(child) ? words(child) : child)).join('');
