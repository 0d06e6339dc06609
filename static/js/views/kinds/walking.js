// @ts-check
/** Arrow keys through the items of a menu that are shown. */

/** The items that are shown. @param {HTMLElement} list */
export const visible = (list) =>
  /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="menuitem"]:not([hidden])')]);

/** @param {KeyboardEvent} event @param {HTMLElement} list */
export function walk(event, list) {
  const items = visible(list);
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = {
    ArrowDown: here + 1,
    ArrowUp: here - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  items[to % items.length].focus();
}
