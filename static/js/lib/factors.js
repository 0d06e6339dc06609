// @ts-check
/** The cells that a number was computed from, tensor by tensor: they are ringed on the stage. */

/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Expr} Expr */

/**
 * @param {Explanation | null} explanation
 * @returns {Map<string, number[][]>}
 */
export function factors(explanation) {
  /** @type {Map<string, number[][]>} */
  const found = new Map();
  if (explanation && explanation.step !== null) gather(explanation.expr, found);
  return found;
}

/**
 * @param {Expr} expr
 * @param {Map<string, number[][]>} found
 */
function gather({ op, address, at, args }, found) {
  if (op === 'cell' && address && at) found.set(address, [...(found.get(address) ?? []), at]);
  for (const part of args ?? []) gather(part, found);
}
