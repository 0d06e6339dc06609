// @ts-check
/** What is drawn anew under the reader's hands: the keyboard stays where it was. */

/**
 * Draws, and gives the focus back to the element of the same name, `data-key` or another one.
 * @param {Element} root   what is drawn anew
 * @param {() => void} draw
 * @param {string} [named]
 * @param {FocusOptions} [options]
 */
export function keepingFocus(root, draw, named = 'key', options = {}) {
  const active = document.activeElement;
  const held = root.contains(active) ? active?.getAttribute(`data-${named}`) : null;
  draw();
  if (typeof held !== 'string') return;
  const same = root.querySelector(`[data-${named}="${CSS.escape(held)}"]`);
  /** @type {HTMLElement | null} */ (same)?.focus(options);
}
