// @ts-check
/** The places that the page's document keeps for what is mounted into them. */

/** @template {HTMLElement} T @param {string} selector @returns {T} */
export const place = (selector) => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return /** @type {T} */ (element);
};
