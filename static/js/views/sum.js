// @ts-check
/**
 * The parts of a gradient above their sum: a small tile for what each reader sends back, a plus
 * between, a line under all of them, as in a sum on paper.
 */
import { denominator, parse, whole } from '../lib/address.js';
import { nodeName, shortName } from '../lib/names.js';
import { el } from '../platform/dom.js';
import { createTensor } from './tensor.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

/**
 * So many readers have their whole names, where their sum is read as numbers; so many parts are
 * shown before it is asked for all.
 */
const NAMED = 2;
const SHOWN = 4;

/**
 * @param {Scene} scene
 * @param {string[]} parts   in the order of their readers
 */
export function createSum(scene, parts) {
  const { trace, t } = scene;
  if (!parts.length) return null;
  const brief = parts.length > NAMED || scene.form(whole(parts[0])).as === 'map';
  const tiles = parts.map((address) => {
    const reader = parse(address)?.reader ?? '';
    const name = brief ? shortName(reader, t) : nodeName(reader, trace, t);
    return createTensor(scene, address, { caption: document.createTextNode(name) });
  });
  const rest = parts.length > SHOWN ? parts.length - SHOWN + 1 : 0;
  const node = el(
    'div',
    { class: 'addends', dataset: { source: denominator(parts[0]) } },
    tiles.map((tile, k) => [
      k > 0 && el('i', { attrs: { 'aria-hidden': 'true' } }, '+'),
      tile.node,
    ]),
  );
  if (rest) cut(node, rest, t);
  return {
    node,
    /** @param {Now} now */
    update(now) {
      const adding = !now.whole && trace.steps[now.cursor]?.writes === whole(parts[0]);
      node.classList.toggle('adding', adding);
      for (const tile of tiles) tile.update(now);
    },
  };
}

/**
 * Parts that are out of sight until it is asked for all of them.
 * @param {HTMLElement} sum
 * @param {number} rest   how many, from the end
 * @param {import('../types.js').Translate} t
 */
function cut(sum, rest, t) {
  const away = /** @type {HTMLElement[]} */ ([...sum.children].slice(-2 * rest));
  const more = el(
    'button',
    {
      class: 'more',
      attrs: { type: 'button' },
      on: {
        click() {
          more.hidden = true;
          for (const part of away) part.hidden = false;
        },
      },
    },
    t('stage.parts', { n: rest }),
  );
  for (const part of away) part.hidden = true;
  sum.append(more);
}
