// @ts-check
/**
 * How a step moves: its link uncovers itself, and then what it has written lands, both by the
 * compositor, which needs the page for nothing of it. The page takes the animations away with the
 * next step, or once the steps rest: those that end by themselves wake it several times each.
 */
import { atRest } from '../platform/draw-soon.js';

/** @param {HTMLElement} board */
export function createLanding(board) {
  const moves = parseFloat(getComputedStyle(board).getPropertyValue('--t-step')) > 0;
  /** @type {Element[]} */
  let moving = [];

  const land = () => {
    for (const one of moving) one.classList.remove('moving');
    moving = [];
  };
  const rest = atRest(land);

  return {
    land,
    /** What the step that has just been drawn writes, and its link. */
    move() {
      if (!moves) return;
      moving = [...board.querySelectorAll('[data-look="written"] :is(.cells, .heat), .wipe')];
      for (const one of moving) one.classList.add('moving');
      rest();
    },
  };
}
