// @ts-check
/** A menu that belongs to a button: open below it, closed by whatever happens elsewhere. */
import { el } from '../../platform/dom.js';

/** Between the menu and what it belongs to, and the edge of the page. */
const GAP = 8;

/** @typedef {ReturnType<typeof createPopup>} Popup */

export function createPopup() {
  const menu = el('div', { class: 'kinds', attrs: { role: 'dialog' } });
  menu.hidden = true;
  document.body.append(menu);
  /** @type {HTMLElement | null} */
  let anchor = null;

  /** @param {boolean} [back]   with the keyboard on its button */
  const close = (back = false) => {
    anchor?.setAttribute('aria-expanded', 'false');
    anchor?.classList.remove('open');
    if (back && !menu.hidden) anchor?.focus();
    menu.hidden = true;
  };
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close(true);
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target) && !anchor?.contains(target)) close();
  });
  addEventListener('resize', () => close());

  return {
    close,
    /** Of this button it is open. @param {Element} button */
    isOpen: (button) => button === anchor && !menu.hidden,
    /** What it shows is on its way. @param {HTMLElement} button */
    announce(button) {
      close();
      anchor = button;
      button.setAttribute('aria-expanded', 'true');
      button.classList.add('open');
    },
    /**
     * Whether nothing else was opened, and it not closed, meanwhile.
     * @param {HTMLElement} button
     */
    isAwaited: (button) => anchor === button && button.classList.contains('open'),
    /** @param {HTMLElement} button @param {string} title @param {Node[]} contents */
    show(button, title, contents) {
      menu.setAttribute('aria-label', title);
      menu.replaceChildren(...contents);
      menu.hidden = false;
      for (const line of menu.querySelectorAll('.says')) shrink(/** @type {HTMLElement} */ (line));
      settle(menu, button);
      const first = /** @type {HTMLElement | null} */ (menu.querySelector('[role="menuitem"]'));
      first?.setAttribute('tabindex', '0');
      first?.focus();
    },
  };
}

/** A formula that is wider than the menu is written smaller. @param {HTMLElement} line */
function shrink(line) {
  for (let tries = 4; tries && line.scrollWidth > line.clientWidth; tries -= 1) {
    // small letters do not shrink in proportion
    const { scrollWidth, clientWidth } = line;
    const now = parseFloat(getComputedStyle(line).fontSize);
    line.style.fontSize = `${Math.floor((clientWidth / scrollWidth) * now * 10) / 10}px`;
  }
}

/**
 * Below its anchor where there is room, else above or beside it; never out of the page.
 * @param {HTMLElement} menu
 * @param {HTMLElement} anchor
 */
function settle(menu, anchor) {
  const { left, width, bottom } = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const top = Math.max(GAP, Math.min(bottom + GAP, innerHeight - size.height - GAP));
  const middle = left + width / 2 - size.width / 2;
  const within = Math.max(GAP, Math.min(middle, innerWidth - size.width - GAP));
  menu.style.setProperty('left', `${within}px`);
  menu.style.setProperty('top', `${top}px`);
}
