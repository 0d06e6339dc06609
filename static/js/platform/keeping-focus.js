// @ts-check
/**
 * What is drawn anew under the reader's hands: the keyboard stays where it was, and so does what is
 * being typed.
 */

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
  const typed = typedIn(active);
  draw();
  if (typeof held !== 'string') return;
  const same = root.querySelector(`[data-${named}="${CSS.escape(held)}"]`);
  if (same instanceof HTMLInputElement && typed) goOn(same, typed);
  /** @type {HTMLElement | null} */ (same)?.focus(options);
}

/** @typedef {{from: string, text: string, caret: [number | null, number | null]}} Typed */

/**
 * What stands in a field that nobody has read yet, and what stood there before.
 * @param {Element | null} field
 * @returns {Typed | null}
 */
function typedIn(field) {
  if (!(field instanceof HTMLInputElement) || field.value === field.defaultValue) return null;
  const { defaultValue: from, value: text, selectionStart, selectionEnd } = field;
  return { from, text, caret: [selectionStart, selectionEnd] };
}

/**
 * Unless the field says something else than before, which is then what counts.
 * @param {HTMLInputElement} field
 * @param {Typed} typed
 */
function goOn(field, { from, text, caret: [start, end] }) {
  if (field.defaultValue !== from || field.value !== from) return;
  field.value = text;
  if (start !== null) field.setSelectionRange(start, end);
}
