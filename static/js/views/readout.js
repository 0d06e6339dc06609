// @ts-check
/** The error itself: one number, the end of forward and the start of backward. */

import { el } from '../platform/dom.js';
import { lookOf } from '../lib/moment.js';
import { exact, near } from '../lib/format.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

const ADDRESS = 'loss.E';

/** @param {Scene} scene */
export function createReadout({ trace, act, t }) {
  const number = el('b');
  const node = el(
    'button',
    {
      class: 'readout-e',
      dataset: { tensor: ADDRESS },
      attrs: { type: 'button' },
      on: { click: () => act.select(ADDRESS, []) },
    },
    el('small', null, 'E ='),
    number,
  );
  const value = trace.tensors[ADDRESS]?.data?.[0] ?? trace.loss;
  return {
    address: ADDRESS,
    node,
    /** @param {Now} now */
    update({ cursor, selection, lit, veil }) {
      const look = lookOf(trace, ADDRESS, cursor);
      const known = look !== 'unknown' && veil !== ADDRESS;
      node.dataset.look = look;
      node.disabled = !known;
      node.title = known ? exact(value) : '';
      number.textContent = known ? near(value, 3) : '?';
      node.setAttribute('aria-label', `E, ${known ? near(value, 3) : t('stage.look.unknown')}`);
      node.classList.toggle('target', known && selection?.address === ADDRESS);
      node.classList.toggle('lit', known && lit.has(ADDRESS));
    },
  };
}
