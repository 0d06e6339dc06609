// @ts-check
/**
 * Rounding as a student's calculator does it: half away from zero, on the shortest decimal that
 * names the number.
 */

/**
 * The digits of a finite number's size, and where its point stands: 0.digits times ten to the
 * point.
 * @param {number} value
 * @returns {{digits: string, point: number}}   no digits for 0
 */
export function shortest(value) {
  const [mantissa, power = '0'] = String(Math.abs(value)).split('e');
  const [whole, part = ''] = mantissa.split('.');
  const all = whole + part;
  const digits = all.replace(/^0+/, '');
  return {
    digits: digits.replace(/0+$/, ''),
    point: digits ? whole.length + Number(power) - (all.length - digits.length) : 0,
  };
}

/**
 * A finite number's size with so many decimals: "1.13" for 1.125, "0.00" for 0.004.
 * @param {number} value
 * @param {number} places
 */
export function rounded(value, places) {
  const { digits, point } = shortest(value);
  const text = upTo(digits, point + places).padStart(places + 1, '0');
  return places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
}

/**
 * A number's size as a digit, decimals and a power of ten: ["1.5", 5] for 149999.84.
 * @param {number} value   finite, and not 0
 * @param {number} places
 * @returns {[string, number]}
 */
export function powered(value, places) {
  const { digits, point } = shortest(value);
  const text = upTo(digits, places + 1);
  const more = text.length - (places + 1); // 1 where 9.99 became 10.0
  return [places ? `${text[0]}.${text.slice(1, places + 1)}` : text[0], point - 1 + more];
}

/**
 * The first digits, the last of them rounded; one more than asked for where it carries to the
 * front.
 * @param {string} digits
 * @param {number} count
 */
function upTo(digits, count) {
  if (count < 0) return '0';
  const kept = digits.slice(0, count).padEnd(count, '0');
  if (!(digits[count] >= '5')) return kept || '0';
  const nines = /** @type {RegExpExecArray} */ (/9*$/.exec(kept))[0].length;
  const front = kept.slice(0, count - nines);
  return (front ? front.slice(0, -1) + (Number(front.at(-1)) + 1) : '1') + '0'.repeat(nines);
}
