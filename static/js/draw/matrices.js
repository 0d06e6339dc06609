// @ts-check
/** What a step's formula says of whole matrices: which it multiplies, which it adds up. */
import { elements, words } from '../lib/markup.js';
import { parse } from './mathml.js';

/** @typedef {import('../lib/markup.js').Markup} Markup */

/**
 * The two matrices that a formula multiplies, and the row that it adds to their product: y = x · W
 * + b. Null where it says
 * something else.
 * @param {string} source
 * @returns {import('../lib/product.js').Multiplied | null}
 */
export function multiplied(source) {
  const [result, equals, said] = elements(elements(parse(source))[0]);
  const inside = elements(said);
  const [whole, plus, added] = inside.length === 3 ? inside : [];
  const sum = words(plus) === '+' && Boolean(whole && added);
  const [left, times, right] = sum ? elements(whole) : inside;
  if (words(equals) !== '=' || words(times) !== '·') return null;
  const [product, a, b, row] = [result, left, right, sum ? added : undefined].map(tensorOf);
  if (!product || !a || !b || product.transposed || (sum && !row)) return null;
  return { result: product.address, left: a, right: b, added: row?.address ?? null };
}

/**
 * The tensors that a formula adds up, each whole: y = x + other. Null where it says something else.
 * @param {string} source
 * @returns {import('../lib/addends.js').Summed | null}
 */
export function summed(source) {
  const [result, equals, said] = elements(elements(parse(source))[0]);
  const symbols = elements(said);
  const plain = (/** @type {Markup} */ symbol) => {
    const found = tensorOf(symbol);
    return found && !found.transposed ? found.address : null;
  };
  const parts = symbols.filter((_, k) => k % 2 === 0).map(plain);
  const pluses = symbols.filter((_, k) => k % 2 === 1);
  const whole = result && plain(result);
  if (words(equals) !== '=' || !whole || symbols.length < 3 || symbols.length % 2 === 0)
    return null;
  if (pluses.some((plus) => words(plus) !== '+')) return null;
  const found = parts.filter((part) => part !== null);
  return found.length === parts.length ? { result: whole, parts: found } : null;
}

/** A tensor that is taken whole, or row by row. @param {Markup | undefined} symbol */
function tensorOf(symbol) {
  const address = symbol?.attributes['data-address'];
  const inside = /\[(.*)\]/.exec(words(symbol))?.[1];
  if (!symbol || !address || (inside && !/^\w,:$/.test(inside))) return null;
  return { address, transposed: 'data-transposed' in symbol.attributes };
}
