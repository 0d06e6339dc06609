// @ts-check
/** Whether a value of JSON is an object, with fields: neither null nor a list. */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
