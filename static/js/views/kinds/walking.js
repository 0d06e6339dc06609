// @ts-check
/** Arrow keys through the items of a menu that are shown. */
import { ledTo } from '../../lib/arrows.js';

/** The items that are shown. @param {HTMLElement} list */
export const visible = (list) =>
  /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="menuitem"]:not([hidden])')]);

/** @param {KeyboardEvent} event @param {HTMLElement} list */
export function walk(event, list) {
  const items = visible(list);
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = ledTo(event.key, here, items.length);
  if (to === undefined) return;
  event.preventDefault();
  items[to].focus();
}
