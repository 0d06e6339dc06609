// @ts-check
/**
 * What the network is changed with: the panel, and the menu of kinds. Fetched when first wanted.
 */
import * as menu from './kinds-menu.js';
import * as panel from './network/panel.js';

/**
 * @param {{panel: HTMLElement, app: HTMLElement}} places
 * @param {import('../types.js').Context & {build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>, guard: import('../acts/guard.js').Guard}} context
 */
export function mount(places, context) {
  panel.mount(places.panel, context);
  menu.mount(places.app, context);
}
