// @ts-check
/** Finds the largest cells with which the whole board fits, then holds every place still. */

import { alongLine, largestWithin } from '../lib/search.js';
import { keepInside } from './trays.js';
import { onTrial, places } from './trial.js';

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
export const BESIDE = { steps: 74, training: 42 };
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
 * @param {import('./scene.js').Scene} scene
 * @param {Room} room
 * @returns {Sizes}
 */
export function settle(board, scene, room) {
  const { width: widths, height: heights, digits } = cellsOf(board);
  const least = heights.least;
  board.classList.toggle('window', room.window);
  board.classList.remove('low');
  const tracks = 2 * board.querySelectorAll('.frame').length + 1;
  board.style.gridTemplateColumns = `repeat(${tracks}, max-content)`;
  board.classList.add('sizing');
  const { look, cell } = onTrial(board, scene, (width) =>
    Math.min(digits.most, Math.max(digits.least, Math.round(width * digits.part * 10) / 10)),
  );
  const inWindow = room.width - STRIP - 2 * EDGE;
  /** How high all is. @param {number} width @param {number} height */
  const rises = (width, height) => risen(board, look(width, height));
  const tried = heightsBeside(heights, (width, height) => room.height - rises(width, height));
  /** What is left of the width. @param {number} width */
  const beside = (width) => {
    const { columns, wide } = look(width, tried.at(width));
    return room.window ? inWindow - widestView(columns) : room.width - room.beside - wide;
  };
  for (const name of ['tight', 'brief', 'bare'])
    board.classList.toggle(name, beside(widths.least) < 0);
  if (beside(widths.least) < 0) board.classList.remove('brief', 'bare'); // it scrolls anyway
  const width = largestWithin(widths, beside);
  const wide = beside(width) < 0;

  const visible = room.height - (wide ? room.scrollbar : 0);
  /** And of the height. @param {number} width @param {number} height */
  const spare = (width, height) => visible - rises(width, height);
  const near = tried.next();
  const airy = near >= heights.easy && spare(width, near) >= 0;
  // air gives way before the cells
  board.classList.toggle('low', !airy && spare(width, heights.easy) < 0);
  const narrower = wide || beside(width) >= 0 ? width : largestWithin(widths, beside);
  const most = Math.min(heights.most, narrower + 4);
  const height = largestWithin({ least, most }, (size) => spare(narrower, size), near);
  const left = spare(narrower, height);
  const { forward, backward, columns: natural } = look(narrower, height);
  const lanes = Math.max(0, left) + forward + backward;
  const half = Math.min(Math.max(forward, lanes / 2), lanes - backward);
  const narrow = !room.window && beside(narrower) >= 0;
  const columns = room.window ? spread(natural, inWindow) : natural;
  board.classList.remove('sizing');
  return {
    fits: left >= 0,
    narrow,
    classes: board.className,
    columns: columns.map((column) => `${Math.ceil(column)}px`).join(' '),
    cell: cell(narrower, height),
    lanes: { forward: wholePixels(half), backward: wholePixels(lanes - half) },
  };
}

/**
 * Heights to look at while widths are tried, so that both are soon known: the least, the most, and
 * then the last for which something would be left if it shrank in proportion.
 * @param {{least: number, most: number}} range
 * @param {(width: number, height: number) => number} left
 */
function heightsBeside({ least, most }, left) {
  /** @type {Map<number, number>} */
  const tried = new Map();
  let near = NaN;
  const next = () => {
    if (tried.size < 2) return tried.size ? most : least;
    if (near) return near;
    const [low, high] = [...tried].map(([width, at]) => ({ at, left: left(width, at) }));
    near = Math.max(least, Math.min(most, alongLine(low, high) || least));
    return near;
  };
  return {
    next,
    /** @param {number} width */
    at(width) {
      const height = tried.get(width) ?? next();
      tried.set(width, height);
      return height;
    },
  };
}

/**
 * How high a board is, of which that has been seen.
 * @param {Element} board
 * @param {import('./trial.js').Seen} seen
 */
const risen = ({ classList }, { forward, shelf, backward }) =>
  (classList.contains('low') ? BEYOND.least : BEYOND.most) +
  HEAD +
  FOOT +
  forward +
  shelf +
  backward;

/** Of a sum of fractions, which may be a hair below what it is. @param {number} length */
const wholePixels = (length) => Math.floor(length + 0.01);

/** @param {Element} board */
function cellsOf(board) {
  if (board.closest('.present')) return PRESENTED;
  return board.classList.contains('seen') ? SEEN : CELL;
}

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
  scene.resize(cell);
  places(board, scene)();
  const cards = [...board.querySelectorAll('.card')];
  const cut = keepInside(board, () => cards.map((card) => card.scrollWidth > card.clientWidth));
  for (const [k, card] of cards.entries()) card.classList.toggle('cut', cut[k]);
}
