// @ts-check
/**
 * The keyboard: one key, one action. What has keys of its own (a matrix, a menu, a dialog) stops
 * them before they come here.
 */

/** @typedef {import('../types.js').Actions} Actions */

const OWN = 'input, textarea, select, [contenteditable], dialog, [role="menu"]';

/** How a number begins. */
const NUMERAL = /^[\d.,+−-]$/;

/**
 * @param {Actions} act
 * @param {() => Record<string, () => void> | null} learning   what keys do where one looks at a
 *   training
 */
export function bindKeys(act, learning) {
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => act.step(-1),
    ArrowRight: () => act.step(1),
    Home: () => act.goto(-1),
    ' ': () => act.play(),
    1: () => act.endOf('forward'),
    2: () => act.endOf('backward'),
    3: () => act.endOf('update'),
    '[': () => act.block(-1),
    ']': () => act.block(1),
    n: () => act.next(),
    p: () => act.pin(),
    g: () => act.guessing(),
    b: () => act.present(),
    d: () => act.learning(),
    l: () => act.lessons(),
    '?': () => act.help(),
    Escape: () => leave(act),
  };
  document.addEventListener('keydown', (event) => {
    const target = /** @type {Element} */ (event.target);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const again = event.ctrlKey !== event.metaKey && !event.altKey && undoing(event);
    if (again && !target.closest('dialog') && !isTyped(target)) {
      event.preventDefault();
      return act[again]();
    }
    // While a number is to be guessed, digits are the guess: its field takes the focus, and with it
    // this key.
    if (
      plain &&
      NUMERAL.test(event.key) &&
      !event.defaultPrevented &&
      !target.closest(OWN) &&
      act.waits()
    )
      return;
    const here = learning();
    const run = here
      ? hereOr(here, keys, event.key)
      : (keys[event.key] ?? keys[event.key.toLowerCase()]);
    if (!run || !plain || event.defaultPrevented || target.closest(OWN)) return;
    if (event.key === ' ' && target.closest('button, a, [role="gridcell"]')) return;
    event.preventDefault();
    run();
  });
}

/** What steps has no meaning where one looks at a training. */
const STEPPING = [
  'ArrowLeft',
  'ArrowRight',
  'Home',
  ' ',
  '1',
  '2',
  '3',
  '[',
  ']',
  'n',
  'g',
  'Escape',
];

/**
 * @param {Record<string, () => void>} here
 * @param {Record<string, () => void>} keys
 * @param {string} key
 */
const hereOr = (here, keys, key) => {
  const small = key.toLowerCase();
  const other = STEPPING.includes(key) || STEPPING.includes(small) ? undefined : keys[small];
  return here[key] ?? here[small] ?? keys[key === '?' ? key : ''] ?? other;
};

/**
 * A field that is being typed in undoes its letters; one that still holds what was put into it
 * leaves undoing to the page.
 * @param {Element} target
 */
const isTyped = (target) =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  target.value !== target.defaultValue;

/** @param {KeyboardEvent} event @returns {'undo' | 'redo' | null} */
function undoing({ key, shiftKey }) {
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' ? 'redo' : null;
}

/** Out of whatever is open, back to the stage. @param {Actions} act */
function leave(act) {
  act.sheet(false);
  act.stay();
  /** @type {HTMLElement | null} */ (document.querySelector('.stage'))?.focus();
}
