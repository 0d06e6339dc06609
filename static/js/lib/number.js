// @ts-check
/**
 * Numbers as people type them: a decimal point or comma, powers of ten, either minus, and sums,
 * products and fractions of them, such as `1/2` or `2*1 + 1*(-0.5)`.
 */

/**
 * What was typed: a number, which NaN and ∞ are too where they are spelled out, or what is wrong
 * with it: no number, larger than any that can be represented, or a division by 0.
 * @typedef {{value: number, wrong?: undefined} | {value?: undefined, wrong: 'words' | 'large' |
 *   'by_zero'}} Typed
 */

const SPELLED = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['infinity', Infinity],
  ['infinito', Infinity],
  ['∞', Infinity],
]);
const PIECE = /\s*(?:((?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?)|([-+*/()]))/iy;
/** Parentheses within one another. */
const DEEPEST = 40;

/**
 * A comma is a decimal comma: there are no separators of thousands.
 * @param {string} text
 * @returns {Typed}
 */
export function readTyped(text) {
  const plain = text
    .replaceAll(/[\u2212\u2012\u2013]/g, '-')
    .replaceAll(/[×·⋅]/g, '*')
    .replaceAll('÷', '/')
    .trim();
  const [, sign, word] = /^([+-]?)\s*(\D+)$/.exec(plain) ?? [];
  const spelled = SPELLED.get((word ?? '').toLowerCase());
  if (spelled !== undefined) return { value: sign === '-' ? -spelled : spelled };
  const pieces = cut(plain);
  return pieces ? compute(pieces) : { wrong: 'words' };
}

/**
 * A finite number; null where what was typed is none.
 * @param {string} text
 * @returns {number | null}
 */
export function readNumber(text) {
  const { value } = readTyped(text);
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Numbers and signs; null where anything else stands. @param {string} text */
function cut(text) {
  /** @type {(number | string)[]} */
  const pieces = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const [, number, sign] = PIECE.exec(text) ?? [];
    if (number === undefined && sign === undefined) return null;
    pieces.push(sign ?? Number(number.replace(',', '.')));
  }
  return pieces;
}

/** @param {(number | string)[]} pieces @returns {Typed} */
function compute(pieces) {
  let place = 0;
  let depth = 0;
  /** @type {'large' | 'by_zero' | null} */
  let wrong = null;
  const take = (/** @type {string} */ signs) =>
    typeof pieces[place] === 'string' && signs.includes(/** @type {string} */ (pieces[place]))
      ? pieces[place++]
      : null;

  const sum = () => {
    let value = product();
    for (let sign = take('+-'); sign; sign = take('+-'))
      value += sign === '-' ? -product() : product();
    return value;
  };
  const product = () => {
    let value = signed();
    let divided = false;
    for (let sign = take('*/'); sign; sign = take('*/')) {
      const factor = signed();
      if (sign === '/' && factor === 0) wrong ??= 'by_zero';
      if (sign === '/' && divided) return NaN; // 1/2/3 can be read in two ways
      divided = sign === '/';
      value = divided ? value / factor : value * factor;
    }
    return value;
  };
  const signed = () => (take('+-') === '-' ? -atom() : atom());
  /** @returns {number} */
  const atom = () => {
    const piece = pieces[place];
    if (typeof piece === 'number') {
      place += 1;
      if (!Number.isFinite(piece)) wrong ??= 'large';
      return piece;
    }
    if (depth >= DEEPEST || !take('(')) return NaN;
    depth += 1;
    const inside = sum();
    depth -= 1;
    return take(')') ? inside : NaN;
  };

  const value = sum();
  if (place < pieces.length || (Number.isNaN(value) && !wrong)) return { wrong: 'words' };
  if (wrong || !Number.isFinite(value)) return { wrong: wrong ?? 'large' };
  return { value };
}

/**
 * A number as it stands in a field, to be typed over: all its digits, and so read back exactly.
 * @param {import('../types.js').Value} value   a number, or another setting
 */
export const writeNumber = (value) =>
  String(value).replaceAll('-', '\u2212').replace('Infinity', '∞');
