// @ts-check
/**
 * The body of a tensor whose numbers can be read: a grid with one tab stop; the arrow keys move the
 * selected cell.
 */

import { cellRows, fill, tracks } from '../draw/cells.js';
import { el } from '../platform/dom.js';
import { written } from '../lib/digits.js';
import { exact } from '../lib/format.js';
import { walk } from '../lib/grid.js';
import { hides, lie } from '../lib/shape.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Body} Body */

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {(at: number[]) => void} select
 * @returns {Body}
 */
export function createNumbers(scene, address, select) {
  const flat = lie(scene.trace.tensors[address].shape);
  const { rows, cells } = cellRows(flat);
  const node = gridOf({ address, flat, rows, on: { click: clicked, keydown: moved } });
  const ordered = inData(cells);

  /** @param {MouseEvent} event */
  function clicked(event) {
    const cell = /** @type {HTMLElement} */ (event.target).closest('.cell');
    if (cell instanceof HTMLElement) select(indexOf(cell));
  }

  /** @param {KeyboardEvent} event */
  function moved(event) {
    const cell = event.target;
    if (!(cell instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.key === 'Enter' ? indexOf(cell) : walk(flat, indexOf(cell), event.key);
    if (!at) return;
    event.preventDefault();
    event.stopPropagation();
    cells.get(at.join(','))?.focus();
    select(at);
  }

  return {
    node,
    show: (shown) => write({ scene, address, shown, ordered }),
    hide(veil) {
      node.classList.toggle('asked', veil);
      if (!veil) return;
      for (const cell of ordered) {
        fill(cell, 0, '?', 1);
        cell.removeAttribute('title');
      }
    },
    follow(sample) {
      for (const [key, cell] of cells)
        cell.classList.toggle('other', sample !== null && Number(key.split(',')[0]) !== sample);
    },
    mark: marking(cells),
    pitch: () => scene.cell(address),
  };
}

/**
 * @param {{
 *   address: string,
 *   flat: import('../lib/shape.js').Flat,
 *   rows: HTMLElement[],
 *   on: {click: (event: MouseEvent) => void, keydown: (event: KeyboardEvent) => void},
 * }} grid
 */
const gridOf = ({ address, flat, rows, on }) =>
  el(
    'div',
    {
      class: 'cells',
      attrs: { role: 'grid' },
      dataset: { address },
      on,
      style: {
        'grid-template-columns': tracks(flat.across, flat.cols, 'var(--cw)'),
        'grid-template-rows': tracks(flat.down, flat.rows, 'var(--ch)'),
      },
    },
    rows,
  );

/**
 * The numbers of a tensor into the cells of the one whose place it takes.
 * @param {{scene: Scene, address: string, shown: string, ordered: HTMLElement[]}} what
 */
function write({ scene, address, shown, ordered }) {
  const { data: found } = scene.look(shown);
  const given = scene.trace.tensors[shown].data;
  const data = found ?? given ?? [];
  const moving = data !== given; // while it trains nobody reads all digits of one number
  const writing = moving ? scene.writings.during(shown, data) : scene.writings.of(shown);
  const top = scene.scales[scene.kind(address)].top;
  const masked = hides(scene.trace.tensors[shown]);
  for (const [k, cell] of ordered.entries()) {
    fill(cell, data[k], written(data[k], writing), top);
    cell.classList.toggle('masked', masked && data[k] === -Infinity);
    if (!moving) cell.title = exact(data[k]);
    else if (cell.title) cell.removeAttribute('title');
  }
}

/**
 * Marks the selected cell, which is where Tab stops; before one is, it stops at the first.
 * @param {Map<string, HTMLElement>} cells
 * @returns {Body['mark']}
 */
function marking(cells) {
  let selected = '';
  let stop = cells.values().next().value;
  if (stop) stop.tabIndex = 0;
  return (at) => {
    const key = at ? at.join(',') : '';
    if (key === selected) return;
    cells.get(selected)?.classList.remove('target');
    cells.get(selected)?.removeAttribute('aria-selected');
    selected = key;
    const cell = cells.get(key);
    if (!cell || !at) return;
    cell.classList.add('target');
    cell.setAttribute('aria-selected', 'true');
    if (stop) stop.tabIndex = -1;
    stop = cell;
    stop.tabIndex = 0;
  };
}

/** @param {HTMLElement} cell */
const indexOf = (cell) => (cell.dataset.at ? cell.dataset.at.split(',').map(Number) : []);

/**
 * Cells as their numbers lie in the data, not on the screen.
 * @param {Map<string, HTMLElement>} cells
 */
function inData(cells) {
  const compare = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
    const axis = a.findIndex((index, k) => index !== b[k]);
    return axis < 0 ? 0 : a[axis] - b[axis];
  };
  return [...cells.values()].sort((a, b) => compare(indexOf(a), indexOf(b)));
}
