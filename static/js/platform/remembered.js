// @ts-check
/** What the browser remembers between visits; a browser that refuses to is no reason to fail. */

/** @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // private windows may refuse: then it is chosen anew next time
  }
}
