// @ts-check
/** Single numbers of tensors that are too large to be here whole: each is asked for once. */

/**
 * @param {import('../types.js').Api} api
 * @param {() => void} came   one that was asked for is here
 * @returns {(id: string, cell: import('../types.js').Cell) => number}   of a checkpoint; NaN until
 *   it has come
 */
export function createFar(api, came) {
  /** @type {Map<string, number>} */
  const known = new Map();
  return (id, { address, at }) => {
    const key = [id, address, ...at].join();
    if (!known.has(key)) {
      known.set(key, NaN);
      api.tile(id, address, at.map((index) => `${index}:${index + 1}`).join(',')).then(
        ({ data }) => {
          known.set(key, data?.[0] ?? NaN);
          came();
        },
        () => known.delete(key),
      );
    }
    return known.get(key) ?? NaN;
  };
}
