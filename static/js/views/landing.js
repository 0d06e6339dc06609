// @ts-check
/**
 * How a step moves: its link uncovers itself, and then what it has written lands. All of it ends in
 * one frame: the browser wakes the page several times for each animation that ends by itself.
 */

/** When what is written lands, in parts of a step; stage.css has the same. */
const LANDS = 0.75;

/** @param {HTMLElement} board */
export function createLanding(board) {
  const step = parseFloat(getComputedStyle(board).getPropertyValue('--t-step'));
  /** @type {Element[]} */
  let moving = [];
  let timer = 0;

  const land = () => {
    clearTimeout(timer);
    for (const one of moving) one.classList.remove('moving');
    moving = [];
  };

  return {
    land,
    /** What the step that has just been drawn writes, and its link. */
    move() {
      if (!step) return;
      moving = [...board.querySelectorAll('[data-look="written"] :is(.cells, .heat), .wipe')];
      for (const one of moving) one.classList.add('moving');
      timer = window.setTimeout(land, LANDS * step);
    },
  };
}
