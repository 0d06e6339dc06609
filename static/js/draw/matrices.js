// @ts-check
/** What a step's formula says of whole matrices: which it multiplies, which it adds up. */
import { parse } from './mathml.js';

/**
 * The two matrices that a formula multiplies, and the row that it adds to their product: y = x · W
 * + b. Null where it says
 * something else.
 * @param {string} source
 * @returns {import('../lib/product.js').Multiplied | null}
 */
export function multiplied(source) {
  const [result, equals, said] = symbolsIn(parse(source).firstElementChild);
  const [whole, plus, added] = said?.children.length === 3 ? symbolsIn(said) : [];
  const sum = plus?.textContent === '+' && Boolean(whole && added);
  const [left, times, right] = symbolsIn(sum ? whole : said);
  if (equals?.textContent !== '=' || times?.textContent !== '·') return null;
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
  const [result, equals, said] = symbolsIn(parse(source).firstElementChild);
  const symbols = symbolsIn(said);
  const plain = (/** @type {Element} */ symbol) => {
    const found = tensorOf(symbol);
    return found && !found.transposed ? found.address : null;
  };
  const parts = symbols.filter((_, k) => k % 2 === 0).map(plain);
  const pluses = symbols.filter((_, k) => k % 2 === 1);
  const whole = result && plain(result);
  if (equals?.textContent !== '=' || !whole || symbols.length < 3 || symbols.length % 2 === 0)
    return null;
  if (pluses.some((plus) => plus.textContent !== '+')) return null;
  const found = parts.filter((part) => part !== null);
  return found.length === parts.length ? { result: whole, parts: found } : null;
}

/** What stands side by side in a row. @param {Element | null | undefined} row */
const symbolsIn = (row) => [...(row?.children ?? [])];

/** A tensor that is taken whole, or row by row. @param {Element | undefined} symbol */
function tensorOf(symbol) {
  const address = symbol?.getAttribute('data-address');
  const inside = /\[(.*)\]/.exec(symbol?.textContent ?? '')?.[1];
  if (!symbol || !address || (inside && !/^\w,:$/.test(inside))) return null;
  return { address, transposed: symbol.hasAttribute('data-transposed') };
}
