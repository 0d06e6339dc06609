// @ts-check
/**
 * Where the panel lies over the stage, it leaves the block at work and the hidden tensor in view.
 */

/** Below the hidden tensor, in pixels, where it had to be scrolled into view. */
const ROOM = 24;

/** @param {HTMLElement} panel */
export function makeRoom(panel) {
  const asked = document.querySelector('.stage .tensor.asked')?.getBoundingClientRect();
  const block = document.querySelector('.stage .frame.now')?.getBoundingClientRect();
  const column = panel.parentElement;
  const scroller = document.querySelector('.stage .scroller');
  if (!block || !column || !scroller) return;
  column.dataset.side = block.left + block.width / 2 > innerWidth / 2 ? 'left' : 'right';
  const { bottom, left, width } = scroller.getBoundingClientRect();
  const below = asked ? asked.bottom + ROOM - bottom : 0;
  const wide = scroller.scrollWidth > scroller.clientWidth;
  if (below > 0 || wide)
    scroller.scrollBy({
      top: Math.max(0, below),
      left: wide ? block.left + block.width / 2 - left - width / 2 : 0,
    });
}
