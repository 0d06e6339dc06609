// @ts-check
/** Whether a value of JSON is an object, with fields: neither null nor a list. */

/** @param {any} value @returns {boolean} */
export const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
