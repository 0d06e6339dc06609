// @ts-check
/**
 * What the optimizer keeps and computes for a block's parameters: a tray for each of them, laid
 * over the shelf of memory when its update comes. By then backward has used what lies there, so
 * nothing on the board has to make room.
 */

import { ownerOf } from '../lib/address.js';
import { parts, text } from '../lib/names.js';
import { el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */
/** @typedef {import('../lib/board.js').Block} Block */

/** A tray keeps this distance from the ends of the board. */
const EDGE = 4;

/**
 * @param {Scene} scene
 * @param {Block} block
 * @param {(address: string) => ReturnType<typeof import('./tensor.js').createTensor>} tile
 */
export function createTrays(scene, block, tile) {
  const { trace } = scene;
  const owned = [...Map.groupBy(block.stepper.map(tile), ({ address }) => ownerOf(address))];
  const trays = owned.map(([owner, tiles]) => ({
    owner,
    tiles,
    node: el(
      'div',
      { class: 'side tray' },
      el('b', null, text(owner, trace)),
      tiles.map(({ node }) => node),
    ),
  }));
  const button = fold(scene, block);
  const node = el(
    'div',
    { class: 'trays' },
    trays.map((tray) => tray.node),
  );
  return {
    fold: button,
    node,
    /** @param {Now} now */
    update(now) {
      const step = now.phase === 'update' && !now.whole ? trace.steps[now.cursor] : undefined;
      const asked = now.unfolded === block.node;
      node.classList.toggle('asked', asked);
      for (const { owner, node: tray, tiles } of trays) {
        tray.classList.toggle('open', asked || (step && ownerOf(step.writes)) === owner);
        for (const one of tiles) one.update(now);
      }
      button.setAttribute('aria-expanded', String(asked));
    },
  };
}

/**
 * Their names, to see them before the update too.
 * @param {Scene} scene
 * @param {Block} block
 */
const fold = ({ t, act, trace }, { node, stepper }) =>
  el(
    'button',
    {
      class: 'fold',
      attrs: {
        type: 'button',
        'aria-expanded': 'false',
        title: t('stage.unfold'),
        'aria-label': t('stage.unfold'),
      },
      on: { click: () => act.unfold(node) },
    },
    [...new Set(stepper.map((address) => parts(address, trace).suffix))].join(' '),
    icon('down'),
  );

/**
 * Those at the ends of a board are moved so far inwards that they lie on it.
 * @template T
 * @param {HTMLElement} board
 * @param {() => T} look   at something else: all questions before all answers
 * @returns {T}
 */
export function keepInside(board, look) {
  const trays = /** @type {HTMLElement[]} */ ([...board.querySelectorAll('.trays')]);
  for (const tray of trays) tray.style.removeProperty('--shift');
  const { left, right } = board.getBoundingClientRect();
  const shifts = trays.map((tray) => {
    const own = tray.getBoundingClientRect();
    return Math.max(left + EDGE - own.left, Math.min(0, right - EDGE - own.right));
  });
  const found = look();
  trays.forEach((tray, k) => {
    if (shifts[k]) tray.style.setProperty('--shift', `${Math.round(shifts[k])}px`);
  });
  return found;
}
