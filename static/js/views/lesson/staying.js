// @ts-check
/** What stays when a scene is drawn anew: what is typed, the focus, how far it has been read. */

/** @param {HTMLElement} root */
export function seen(root) {
  const field = /** @type {HTMLInputElement | null} */ (root.querySelector('input'));
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  return {
    typed: field?.value ?? '',
    focused: root.contains(active) ? (active?.dataset.key ?? 'title') : '',
    top: root.querySelector('.telling')?.scrollTop ?? 0,
  };
}

/**
 * What had the focus has it again; what is gone leaves it to the title.
 * @param {HTMLElement} root
 * @param {string} key
 */
export const focusOn = (root, key) =>
  /** @type {HTMLElement | null} */ (
    root.querySelector(`[data-key="${key}"]`) ?? root.querySelector('h2')
  )?.focus({ preventScroll: true });
