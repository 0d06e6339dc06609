// @ts-check
/** After an edit the page stands at the same tensor as before, as far as there still is one. */

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Cell} Cell */
/**
 * @typedef {(address: string) => string | null} Rename   what a tensor is called now; null where it
 *   is gone
 */

/** @type {Rename} */
const unchanged = (address) => address;

/**
 * The step that writes what the old one wrote, or the nearest before it that is still there; −1
 * stays −1.
 * @param {Trace} old
 * @param {number} cursor
 * @param {Trace} trace
 * @param {Rename} [rename]
 */
export function sameStep(old, cursor, trace, rename = unchanged) {
  const places = new Map(trace.steps.map((step, k) => [step.writes, k]));
  for (let k = cursor; k >= 0; k -= 1) {
    const found = places.get(rename(old.steps[k].writes) ?? '');
    if (found !== undefined) return found;
  }
  return -1;
}

/**
 * The cell that a person had chosen, where there is still one.
 * @param {Cell | null} selection
 * @param {Trace} trace
 * @param {Rename} [rename]
 * @returns {Cell | null}
 */
export function sameCell(selection, trace, rename = unchanged) {
  if (!selection || selection.auto) return null;
  const address = rename(selection.address) ?? '';
  const shape = trace.tensors[address]?.shape;
  const there =
    shape?.length === selection.at.length &&
    selection.at.every((index, axis) => index < shape[axis]);
  return there ? { address, at: selection.at } : null;
}
