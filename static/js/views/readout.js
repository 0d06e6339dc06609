// @ts-check
/** The error itself: one number, the end of forward and the start of backward. */

import { ERROR } from '../lib/address.js';
import { el, write } from '../platform/dom.js';
import { liveOn } from '../lib/live.js';
import { lookOf } from '../lib/moment.js';
import { exact, near } from '../lib/format.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

/** @param {Scene} scene */
export function createReadout({ trace, store, act, t }) {
  const number = el('b');
  const node = el(
    'button',
    {
      class: 'readout-e',
      dataset: { tensor: ERROR },
      attrs: { type: 'button' },
      on: { click: () => act.select(ERROR, []) },
    },
    el('small', null, 'E ='),
    number,
  );
  const given = trace.tensors[ERROR]?.data?.[0] ?? trace.loss;
  return {
    address: ERROR,
    node,
    /** @param {Now} now */
    update({ cursor, selection, lit, veil }) {
      const value = liveOn(store.get().runs, trace)?.loss ?? given;
      const look = lookOf(trace, ERROR, cursor);
      const known = look !== 'unknown' && veil !== ERROR;
      node.dataset.look = look;
      node.disabled = !known;
      node.title = known ? exact(value) : '';
      write(number, known ? near(value, 3) : '?');
      node.setAttribute('aria-label', `E, ${known ? near(value, 3) : t('stage.look.unknown')}`);
      node.classList.toggle('target', known && selection?.address === ERROR);
      node.classList.toggle('lit', known && lit.has(ERROR));
    },
  };
}
