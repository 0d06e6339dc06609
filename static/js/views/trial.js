// @ts-check
/**
 * A board on trial: how wide and high its parts get with cells of a size. Only the places of its
 * numbers are told the size, so that nothing else is styled again, and what was once seen is known.
 */
import { lie } from '../lib/shape.js';
import { measure } from '../lib/grid.js';

/** @typedef {import('./scene.js').Scene} Scene */
/**
 * @typedef {{columns: number[], wide: number, forward: number, shelf: number, backward: number}}
 *   Seen
 */

/**
 * Gives every place for numbers the size of the cells that stand in it, or will.
 * @param {HTMLElement} board
 * @param {Scene} scene
 * @returns {() => void} again, for cells of another size
 */
export function places(board, scene) {
  const slots = /** @type {HTMLElement[]} */ ([...board.querySelectorAll('.slot.counted')]);
  const known = slots.map((slot) => {
    const address = slot.closest('figure')?.dataset.tensor ?? '';
    return { slot, address, flat: lie(scene.trace.tensors[address].shape) };
  });
  return () => {
    for (const { slot, address, flat } of known) {
      const { width, height } = measure(flat, scene.cell(address));
      slot.style.width = `${width + 2 * scene.pad}px`;
      slot.style.height = `${height + 2 * scene.pad}px`;
    }
  };
}

/**
 * @param {HTMLElement} board
 * @param {Scene} scene
 * @param {(width: number) => number} sizeAt   of the digits in a cell of this width
 */
export function onTrial(board, scene, sizeAt) {
  const small = parseFloat(getComputedStyle(board).getPropertyValue('--fs-1'));
  const place = places(board, scene);
  /** @type {Map<string, Seen>} */
  const seen = new Map();
  /** @param {number} width @param {number} height */
  const cell = (width, height) => ({ width, height, size: sizeAt(width), small });
  return {
    cell,
    /** What becomes of the board, as it is set now. @param {number} width @param {number} height */
    look(width, height) {
      const key = `${board.className} ${width} ${height}`;
      const before = seen.get(key);
      if (before) return before;
      scene.resize(cell(width, height));
      place();
      const found = measured(board);
      seen.set(key, found);
      return found;
    },
  };
}

/** @param {HTMLElement} board @returns {Seen} */
function measured(board) {
  const { gridTemplateColumns, gridTemplateRows } = getComputedStyle(board);
  const columns = gridTemplateColumns.split(' ').map(parseFloat);
  const [, forward, shelf, backward] = gridTemplateRows.split(' ').map(parseFloat);
  const round = columns.reduce((sum, width) => sum + Math.ceil(width) - width, 0);
  // it will have columns of whole pixels
  return { columns, forward, shelf, backward, wide: board.getBoundingClientRect().width + round };
}
