// @ts-check
/**
 * A block: upright through the three lanes, with what it knows above, what it keeps on the shelf,
 * what it gives back below.
 */

import { ofSample } from '../lib/shape.js';
import { LOSS, TARGET } from '../lib/address.js';
import { icon } from '../draw/icons.js';
import { inLines } from '../draw/lines.js';
import { formula } from '../draw/mathml.js';
import { el } from '../platform/dom.js';
import { nodeName } from '../lib/names.js';
import { parts as inside, saidBy } from '../lib/sketch.js';
import { createChip } from './memory.js';
import { mirrors } from './mirror.js';
import { createReadout } from './readout.js';
import { createSum } from './sum.js';
import { createTrays } from './trays.js';
import { createTensor } from './tensor.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */
/** @typedef {import('../lib/board.js').Block} Block */
/** @typedef {{node: Element, update: (now: Now) => void}} Part */
/** @typedef {ReturnType<typeof partsOf>} Parts */

/**
 * @param {Scene} scene
 * @param {Block} block
 */
export function createBlock(scene, block) {
  const { trace } = scene;
  const parts = partsOf(scene, block);
  const { chips, trays } = parts;
  const frame = el('div', {
    class: 'frame',
    dataset: { node: block.node, nodes: block.nodes.join(' ') },
  });
  const head = heading(scene, block.node);
  const nodes = [
    frame,
    head,
    forward(scene, block, parts),
    el('div', { class: 'chip-slot row-m' }, pick(chips)),
    backward(scene, block, parts),
    ...(trays ? [trays.node] : []),
  ];
  const told = inOneList(parts);
  return {
    id: block.node,
    nodes,
    chips,
    /** @param {Now} now */
    update(now) {
      const here = !now.whole && trace.steps[now.cursor]?.node === block.node;
      for (const part of [frame, head]) {
        part.classList.toggle('now', here);
        if (here) part.dataset.phase = now.phase;
      }
      for (const part of told) part.update(now);
    },
  };
}

/**
 * All that stands in a block and changes with the step.
 * @param {Scene} scene
 * @param {Block} block
 */
function partsOf(scene, block) {
  const tile = (/** @type {string} */ address) =>
    createTensor(
      scene,
      address,
      address === TARGET ? { caption: document.createTextNode(scene.t('stage.target')) } : {},
    );
  return {
    above: block.above.map(tile),
    aside: block.aside.map(tile),
    below: block.below.map(tile),
    beneath: block.beneath.map(tile),
    sums: new Map([...block.parts].map(([of, list]) => [of, createSum(scene, list)])),
    trays: block.stepper.length > 0 && createTrays(scene, block, tile),
    mirrored: mirrors(scene, block.node),
    chips: block.shelf.map((chip) => createChip(scene, block.node, chip)),
    readout: block.node === LOSS ? [createReadout(scene)] : [],
  };
}

/**
 * In the order in which a step is told to them.
 * @param {Parts} parts
 * @returns {Part[]}
 */
const inOneList = ({ above, aside, below, beneath, sums, trays, mirrored, chips, readout }) => [
  ...above,
  ...aside,
  ...below,
  ...beneath,
  ...chips,
  ...readout,
  ...mirrored.above,
  ...mirrored.below,
  ...[...sums.values()].flatMap((sum) => sum ?? []),
  ...(trays ? [trays] : []),
];

/**
 * What the block knows, in the lane of values.
 * @param {Scene} scene
 * @param {Block} block
 * @param {Parts} parts
 */
const forward = (scene, block, { above, aside, mirrored, readout }) =>
  el(
    'div',
    { class: 'mod row-f' },
    pick(above),
    side(pick(mirrored.above)),
    pick(readout),
    side(pick(aside)),
    !above.length && card(scene, block.node, 'y'),
  );

/**
 * What it gives back, in the lane of gradients.
 * @param {Scene} scene
 * @param {Block} block
 * @param {Parts} parts
 */
const backward = (scene, block, { below, beneath, sums, mirrored, trays }) =>
  el(
    'div',
    { class: 'mod row-b' },
    below.map(({ address, node }) => [sums.get(address)?.node, node]),
    side(pick(mirrored.below)),
    side(pick(beneath)),
    trays ? trays.fold : '',
    !below.length && card(scene, block.node, 'dx'),
  );

/** @param {Part[]} parts */
const pick = (parts) => parts.map(({ node }) => node);

/** Small tiles in rows. @param {Element[]} tiles */
const side = (tiles) => tiles.length > 0 && el('div', { class: 'side' }, tiles);

/** @param {Scene} scene @param {string} id */
function heading({ trace, t, catalog, lang }, id) {
  const node = trace.nodes.find((entry) => entry.id === id);
  const kinds = { ...catalog?.layers, ...catalog?.losses };
  const title = kinds[node?.kind ?? '']?.title;
  const name = title?.[lang] ?? title ?? node?.kind ?? '';
  const [before, after] = [node?.input_shape, node?.output_shape].map((shape) =>
    shape ? ofSample(shape) : '',
  );
  const learns = before !== after || Object.keys(node?.parameters ?? {}).length > 0;
  const changes = node?.role === 'layer' && before && after && learns && `${before}→${after}`;
  const called = nodeName(id, trace, t);
  return el(
    'h3',
    { class: 'mod-head' },
    el(
      'button',
      {
        class: 'swap',
        dataset: { swap: id },
        attrs: {
          type: 'button',
          'aria-haspopup': 'menu',
          'aria-label': `${called}, ${name}${changes ? ` ${changes}` : ''}: ${t('build.swap')}`,
        },
      },
      el('b', null, called),
      el('span', null, name, changes && el('i', null, ` ${changes}`), icon('down')),
    ),
  );
}

/**
 * What stands where there is no parameter to show: the rule, and of the error that it is computed
 * directly.
 * @param {Scene} scene
 * @param {string} node
 * @param {string} rule
 */
function card(scene, node, rule) {
  const isLoss = node === LOSS;
  return el(
    'div',
    { class: isLoss ? 'says direct' : 'says' },
    isLoss && el('p', null, scene.t('stage.direct')),
    says(scene, node, rule),
  );
}

/**
 * The formula of one of the block's rules: its right-hand side.
 * @param {Scene} scene
 * @param {string} node
 * @param {string} rule
 */
function says({ trace }, node, rule) {
  const words = trace.steps.find((step) => step.node === node && step.rule === rule)?.formula;
  const best = words?.all ?? words?.cell ?? words?.local;
  if (!best) return null;
  const whole = formula(best.mathml, trace);
  let said = inside(whole);
  if (said.length === 1 && said[0].tag === 'mrow') said = inside(said[0]);
  // what its letters stand for is said elsewhere
  if (said.some(({ tag }) => tag === 'mspace')) said = inside(said[0]);
  const equals = said.findIndex((child) => child.tag === 'mo' && saidBy(child) === '=');
  whole.children = said.slice(equals + 1);
  return el('div', { class: 'card' }, inLines(whole));
}
