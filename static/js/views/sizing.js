// @ts-check
/** Finds the largest cells with which the whole board fits, then holds every place still. */

import { keepInside } from './trays.js';

/**
 * Sizes of a number cell in pixels, and of its digits by its width; below the least the board
 * scrolls instead. A height is easy on the eye.
 */
const CELL = {
  width: { least: 31, most: 58 },
  height: { least: 18, easy: 24, most: 44 },
  digits: { least: 11, most: 15, part: 0.315 },
};

/** The same for a projector: seen from the last row. */
const PRESENTED = {
  width: { least: 40, most: 76 },
  height: { least: 23, easy: 30, most: 56 },
  digits: { least: 15, most: 24, part: 0.37 },
};

/** Where all is seen at once only a few numbers are left: indices, mostly, which are short. */
const SEEN = { ...CELL, width: { ...CELL.width, least: 22 } };

/** The board's rows besides the two lanes and the shelf. */
const HEAD = 46;
const FOOT = 14;

/**
 * What lies beside the board, and above and below it: the turn of the rail, air; less of it where
 * room is scarce.
 */
export const BESIDE = { steps: 74, training: 54 };
const BEYOND = { most: 19, least: 7 };

/** About the height of the shelf, while only the room is known. */
const SHELF = { steps: 104, training: 46 };

/**
 * A window is scrolled up and down before its numbers turn into heat-maps: the lanes' height that
 * they need.
 */
const LANES = 360;

/** What stays free at the sides where the page is a window on one block. */
const EDGE = 4;

/** The names of the lanes at the left edge of what scrolls; stage.css has the same. */
export const STRIP = 18;

/**
 * @typedef {object} Room       of the part of the page that shows the board
 * @property {number} width
 * @property {number} height
 * @property {number} scrollbar
 * @property {number} beside    what lies beside the board
 * @property {boolean} window   whether it shows one block at a time: what goes in, the block, what
 *   comes out
 */

/** The room that is left for blocks and lanes. @param {Room} room */
export const within = ({ width, height, beside, window }) => {
  const shelf = beside === BESIDE.steps ? SHELF.steps : SHELF.training;
  const lanes = height - BEYOND.most - HEAD - FOOT - shelf;
  return { width: width - beside, lanes: window ? Math.max(lanes, LANES) : lanes };
};

/**
 * @typedef {object} Sizes
 * @property {boolean} fits      whether the board is low enough
 * @property {boolean} narrow    whether nothing of it has to be scrolled to sideways
 * @property {string} classes    how tightly it is set
 * @property {string} columns
 * @property {{width: number, height: number, size: number, small: number}} cell
 * @property {{forward: number, backward: number}} lanes
 */

/**
 * @param {HTMLElement} board
 * @param {Room} room
 * @returns {Sizes}
 */
export function settle(board, room) {
  const set = (/** @type {string} */ name, /** @type {number} */ value) =>
    board.style.setProperty(name, `${value}px`);
  const { width: widths, height: heights, digits } = cellsOf(board);
  const sizeAt = (/** @type {number} */ width) =>
    Math.min(digits.most, Math.max(digits.least, Math.round(width * digits.part * 10) / 10));
  const setWidth = (/** @type {number} */ width) => {
    set('--cell-w', width);
    set('--fs-cell', sizeAt(width));
  };
  const narrow = () =>
    room.window
      ? widestView(columnsOf(board)) <= room.width - STRIP - 2 * EDGE
      : widthOf(board) <= room.width - room.beside;
  board.classList.toggle('window', room.window);
  board.classList.remove('low');
  const tracks = 2 * board.querySelectorAll('.frame').length + 1;
  board.style.gridTemplateColumns = `repeat(${tracks}, max-content)`;
  board.classList.add('sizing');
  set('--cell-h', heights.least);
  setWidth(widths.least);
  for (const name of ['tight', 'brief', 'bare']) board.classList.toggle(name, !narrow());
  if (!narrow()) board.classList.remove('brief', 'bare'); // it scrolls anyway
  const width = largest(widths, (size) => {
    setWidth(size);
    return narrow();
  });
  setWidth(width);
  const wide = !narrow();

  const visible = room.height - (narrow() ? 0 : room.scrollbar);
  const spare = () => {
    const { forward, shelf, backward } = rowsOf(board);
    const beyond = board.classList.contains('low') ? BEYOND.least : BEYOND.most;
    return visible - beyond - HEAD - FOOT - shelf - forward - backward;
  };
  set('--cell-h', heights.easy); // air gives way before the cells do
  board.classList.toggle('low', spare() < 0);
  set('--cell-h', heights.least);
  const narrower =
    narrow() || wide
      ? width
      : largest(widths, (size) => {
          setWidth(size);
          return narrow();
        });
  setWidth(narrower);
  const height = largest({ ...heights, most: Math.min(heights.most, narrower + 4) }, (size) => {
    set('--cell-h', size);
    return spare() >= 0;
  });
  set('--cell-h', height);
  const fits = spare() >= 0;
  const { forward, backward } = rowsOf(board);
  const lanes = Math.max(0, spare()) + forward + backward;
  const half = Math.min(Math.max(forward, lanes / 2), lanes - backward);
  const small = parseFloat(getComputedStyle(board).getPropertyValue('--fs-1'));
  const natural = columnsOf(board);
  const all = !room.window && narrow();
  const columns = room.window ? spread(natural, room.width - STRIP - 2 * EDGE) : natural;
  board.classList.remove('sizing');
  return {
    fits,
    narrow: all,
    classes: board.className,
    columns: columns.map((column) => `${Math.ceil(column)}px`).join(' '),
    cell: { width: narrower, height, size: sizeAt(narrower), small },
    lanes: { forward: Math.floor(half), backward: Math.floor(lanes - half) },
  };
}

/** @param {Element} board */
function cellsOf(board) {
  if (board.closest('.present')) return PRESENTED;
  return board.classList.contains('seen') ? SEEN : CELL;
}

/** The widths of wires and blocks, in turns. @param {HTMLElement} board */
const columnsOf = (board) => getComputedStyle(board).gridTemplateColumns.split(' ').map(parseFloat);

/** How wide it will be with columns of whole pixels. @param {HTMLElement} board */
const widthOf = (board) =>
  columnsOf(board).reduce(
    (sum, width) => sum + Math.ceil(width) - width,
    board.getBoundingClientRect().width,
  );

/** A block with the wires beside it, where they are widest. @param {number[]} columns */
const widestView = (columns) =>
  Math.max(...columns.map((width, k) => (k % 2 ? columns[k - 1] + width + columns[k + 1] : 0)));

/**
 * Wires as wide as the room leaves them beside the wider of their blocks, so that a block in the
 * middle stands alone with them.
 * @param {number[]} columns
 * @param {number} room
 */
function spread(columns, room) {
  const beside = (/** @type {number} */ k) =>
    columns[k] === undefined ? Infinity : (room - columns[k]) / 2;
  return columns.map((width, k) =>
    k % 2 ? width : Math.max(width, Math.min(beside(k - 1), beside(k + 1))),
  );
}

/**
 * Gives a board the sizes that were found for it, or for one that looks the same.
 * @param {HTMLElement} board
 * @param {import('./scene.js').Scene} scene
 * @param {Sizes} sizes
 */
export function hold(board, scene, { classes, columns, cell, lanes }) {
  board.className = classes;
  board.style.setProperty('grid-template-columns', columns);
  const pixels = {
    '--cell-w': cell.width,
    '--cell-h': cell.height,
    '--fs-cell': cell.size,
    '--lane-f': lanes.forward,
    '--lane-b': lanes.backward,
  };
  for (const [name, value] of Object.entries(pixels)) board.style.setProperty(name, `${value}px`);
  for (const card of board.querySelectorAll('.card'))
    card.classList.toggle('cut', card.scrollWidth > card.clientWidth);
  scene.resize(cell);
  keepInside(board);
}

/**
 * The largest whole number for which it fits, or the least.
 * @param {{least: number, most: number}} range
 * @param {(size: number) => boolean} fits
 */
function largest({ least, most }, fits) {
  let low = least;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How high the lanes and the shelf are with what stands in them. @param {HTMLElement} board */
function rowsOf(board) {
  const rows = getComputedStyle(board).gridTemplateRows.split(' ').map(parseFloat);
  return { forward: rows[1], shelf: rows[2], backward: rows[3] };
}
