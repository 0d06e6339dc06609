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
  const state = stateOf(active);
  const told = hushed(active, draw);
  const same =
    typeof held === 'string' && root.querySelector(`[data-${named}="${CSS.escape(held)}"]`);
  if (!same) {
    if (told) active?.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  /** @type {HTMLElement | null} */ (same)?.focus(options);
  if (same instanceof HTMLInputElement && state) goOn(same, state);
}

/**
 * Draws. Some browsers tell of a change when a field goes in which somebody is typing: what is only
 * half written is not to be taken.
 * @param {Element | null} field
 * @param {() => void} draw
 * @returns {boolean} whether it was told
 */
function hushed(field, draw) {
  let told = false;
  const hush = (/** @type {Event} */ event) => {
    told = true;
    event.stopImmediatePropagation();
  };
  field?.addEventListener('change', hush, { capture: true });
  draw();
  field?.removeEventListener('change', hush, { capture: true });
  return told;
}

/**
 * @typedef {object} Typing
 * @property {string} from     what was drawn there
 * @property {string} text     what stands there
 * @property {[number, number]} caret   or what is selected, so that the next key replaces it
 * @property {boolean} wrong   it has been read, and is not taken as it is
 */

/**
 * How far somebody is with a field of text.
 * @param {Element | null} field
 * @returns {Typing | null}
 */
function stateOf(field) {
  if (!(field instanceof HTMLInputElement)) return null;
  const { defaultValue: from, value: text, selectionStart: start, selectionEnd: end } = field;
  if (start === null || end === null) return null;
  return { from, text, caret: [start, end], wrong: field.getAttribute('aria-invalid') === 'true' };
}

/**
 * Unless the field says something else than before, which is then what counts.
 * @param {HTMLInputElement} field
 * @param {Typing} state
 */
function goOn(field, { from, text, caret, wrong }) {
  if (field.defaultValue !== from || field.value !== from) return;
  field.value = text;
  field.setSelectionRange(...caret);
  if (text === from) return;
  if (wrong)
    field.dispatchEvent(new Event('change', { bubbles: true })); // it says so again
  else tellOnceDone(field);
}

/**
 * A browser tells of no change where a script has written: neither with Enter nor when the field is
 * left. So it is told here, unless the browser does, since more has been typed.
 * @param {HTMLInputElement} field
 */
function tellOnceDone(field) {
  const over = new AbortController();
  const { signal } = over;
  const tell = () => {
    if (signal.aborted || !field.isConnected) return;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const done = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter') setTimeout(tell); // after the browser
  };
  field.addEventListener('change', () => over.abort(), { signal });
  field.addEventListener('keydown', done, { signal });
  field.addEventListener('blur', tell, { signal });
}
