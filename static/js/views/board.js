// @ts-check
/**
 * The board: three lanes, and the blocks and wires of a trace upright across them. Built once for
 * each trace.
 */

import { svg, el } from '../platform/dom.js';
import { roomFor } from '../draw/arcs.js';
import { icon } from '../draw/icons.js';
import { createBlock } from './block.js';
import { bracket, roomForBrackets } from './bracket.js';
import { createFolded } from './folded.js';
import { createSum } from './sum.js';
import { together } from '../lib/together.js';
import { createTensor } from './tensor.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

/** @param {Scene} scene */
export function createBoard(scene) {
  const { places, t } = scene;
  const blocks = places.blocks.map((block) =>
    block.name === null ? createBlock(scene, block) : createFolded(scene, block),
  );
  const wires = places.wires.map((wire, k) => createWire(scene, wire, k === 0));
  const rail = svg('svg', { class: 'rail', attrs: { 'aria-hidden': 'true' } });
  const links = el('div', { class: 'links', attrs: { 'aria-hidden': 'true' } });
  const arcs = svg('svg', { class: 'arcs', attrs: { 'aria-hidden': 'true' } });
  const pictured = scene.addresses.some(
    (address) => scene.form(address).as === 'map' && !scene.form(address).compact,
  );
  const node = el(
    'div',
    {
      class: [
        'board',
        blocks.length === 1 && 'alone',
        pictured && 'pictured',
        scene.room.seen && 'seen',
        places.blocks.some(({ stepper }) => stepper.length > 0) && 'trayed',
      ]
        .filter(Boolean)
        .join(' '),
      style: {
        '--arcs': `${roomFor(scene.ways, scene.room.window)}px`,
        '--brackets': `${roomForBrackets(scene)}px`,
      },
      attrs: { role: 'group', 'aria-label': t('stage.label') },
    },
    rail,
    arcs,
    lanes(t),
  );

  wires.forEach(({ nodes }, k) => {
    // in turns, so that the Tab key goes through them as the eye does
    place(node, [plus(places.wires[k].before, t), ...nodes], 2 * k + 1);
    if (blocks[k]) place(node, blocks[k].nodes, 2 * k + 2);
  });
  for (const { own, from, to } of opened(scene)) {
    const over = bracket(scene, own);
    over.style.gridColumn = `${2 * from + 2} / ${2 * to + 3}`;
    node.append(over);
  }
  node.append(links);
  light(node);

  return {
    node,
    rail,
    links,
    arcs,
    blocks,
    wires,
    /** @param {Now} now */
    update(now) {
      for (const wire of wires) wire.update(now);
      for (const block of blocks) block.update(now);
    },
  };
}

/**
 * What is used again is lit as one: its arcs, the parts of its gradient, the copies of a weight.
 * @param {HTMLElement} board
 */
function light(board) {
  const over = (/** @type {Event} */ { target }) => {
    const source = target instanceof Element && target.closest('[data-source]');
    const lit = source instanceof Element ? source.getAttribute('data-source') : null;
    for (const one of board.querySelectorAll('[data-source]'))
      one.classList.toggle('lit', one.getAttribute('data-source') === lit);
  };
  for (const event of ['pointerover', 'pointerout', 'focusin', 'focusout'])
    board.addEventListener(event, over);
}

/** What stands together and is open: from which block to which. @param {Scene} scene */
const opened = ({ trace, places: { blocks } }) =>
  together(trace).flatMap((own) => {
    const places = own.nodes.map((id) =>
      blocks.findIndex(({ node, name }) => node === id && name === null),
    );
    return places[0] < 0 ? [] : [{ own, from: places[0], to: places[places.length - 1] }];
  });

/** To put a layer before the k-th. @param {number} k @param {import('../types.js').Translate} t */
const plus = (k, t) =>
  el(
    'button',
    {
      class: k === 0 ? 'plus first' : 'plus',
      dataset: { insert: k },
      attrs: {
        type: 'button',
        'aria-haspopup': 'menu',
        'aria-label': t('build.insert', { n: k + 1 }),
        title: t('build.insert.here'),
      },
    },
    icon('plus'),
  );

/**
 * @param {Element} board
 * @param {(HTMLElement | SVGElement)[]} nodes
 * @param {number} column
 */
function place(board, nodes, column) {
  for (const node of nodes) {
    node.style.gridColumn = `${column} / ${column + 1}`; // what lies over it has no end else
    board.append(node);
  }
}

/**
 * @param {Scene} scene
 * @param {import('../lib/board.js').Wire} wire
 * @param {boolean} first   whether these are the data, whose gradient nobody needs
 */
function createWire(scene, { value, gradient, parts }, first) {
  const known = [value, gradient].filter(
    (address) => address in scene.trace.tensors && !scene.passing(value),
  );
  const note = first && scene.places.blocks.length > 1 ? scene.t('stage.unneeded') : undefined;
  const tiles = known.map((address) =>
    createTensor(scene, address, address === gradient ? { note } : {}),
  );
  const sum = createSum(scene, parts);
  const forks = scene.ways.arcs.some((arc) => arc.value === value) && 'forks';
  return {
    value,
    gradient,
    nodes: tiles.map(({ address, node }) => {
      const lane = address === value ? 'row-f' : 'row-b';
      return el(
        'div',
        {
          class: ['wire', lane, forks, lane === 'row-b' && sum && 'sums'].filter(Boolean).join(' '),
          dataset: { wire: address },
        },
        lane === 'row-b' && sum?.node,
        node,
      );
    }),
    /** @param {Now} now */
    update(now) {
      for (const tile of tiles) tile.update(now);
      sum?.update(now);
    },
  };
}

/** @param {import('../types.js').Translate} t */
function lanes(t) {
  const name = (
    /** @type {string} */ lane,
    /** @type {string} */ word,
    /** @type {string} */ sub = '',
    /** @type {string[]} */ arrows = ['', ''],
  ) =>
    el(
      'div',
      { class: `lane-name ${lane}` },
      el(
        'b',
        null,
        arrows[0] && el('i', null, arrows[0]),
        word,
        arrows[1] && el('i', null, arrows[1]),
      ),
      sub && el('span', null, sub),
    );
  return [
    el('div', { class: 'lane fwd' }),
    el('div', { class: 'lane mem' }),
    el('i', { class: 'plank' }),
    el('div', { class: 'lane bwd' }),
    name('fwd', t('phase.forward'), '', ['', ' →']),
    name('mem', t('stage.memory'), t('stage.memory.sub')),
    name('bwd', t('phase.backward'), '', ['← ', '']),
  ];
}
