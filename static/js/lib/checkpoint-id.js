// @ts-check
/** A checkpoint's id: its base, a dot and the iteration. */

/** @param {string} id */
export const baseOf = (id) => id.split('.')[0];

/** @param {string | null | undefined} id   0 of none */
export const iterationOf = (id) => Number(id?.split('.')[1] ?? 0);

/** @param {string} base @param {number} iteration */
export const idOf = (base, iteration) => `${base}.${iteration}`;
