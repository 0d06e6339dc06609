// @ts-check
/** One item on the memory shelf: what forward stored for a block's backward. */

import { frame } from '../draw/cells.js';
import { textWidth } from '../draw/ruler.js';
import { el, write } from '../platform/dom.js';
import { frames } from '../lib/grid.js';
import { chipLook, storedAt } from '../lib/moment.js';
import { kindOf, nodeName, seenFrom } from '../lib/names.js';
import { pixels } from './heat.js';
import { createThumbnail } from './thumbnail.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

/** So that an item keeps its size whatever its word. @param {import('../types.js').Translate} t */
const widest = (t) =>
  Math.max(
    ...['empty', 'stored', 'reading', 'old'].map((look) =>
      textWidth(t(`stage.${look}`), `600 100px ${getComputedStyle(document.body).fontFamily}`),
    ),
  ) / 100;

/**
 * @param {Scene} scene
 * @param {string} node
 * @param {import('../lib/board.js').Chip} chip
 */
export function createChip(scene, node, { address, also }) {
  const { trace, t } = scene;
  const thumbnail = createThumbnail(scene, address);
  const { node: picture, flat, pitch, size } = thumbnail;
  const thumb = el('div', { class: 'thumb', style: pixels(size) });
  const word = el(
    'span',
    { class: 'word', style: { 'min-width': `${widest(t)}em` } },
    t('stage.empty'),
  );
  const others = also.map((id) =>
    el('small', null, t('stage.also', { name: nodeName(id, trace, t) })),
  );
  const chip = el(
    'div',
    { class: `mem-chip ${kindOf(address, trace)}`, dataset: { memory: address } },
    thumb,
    el('div', null, el('b', null, seenFrom(address, node, trace)), word, others),
  );
  const stored = storedAt(trace, address, node);
  /** What it was drawn for: its look, and what its picture shows. @type {unknown[]} */
  let drawn = [];
  /** @type {unknown[]} */
  let painted = [];

  return {
    address,
    node: chip,
    home: node,
    /** @param {Now} now */
    update({ cursor, phase, lit, veil: hidden, live, whole }) {
      const look = whole ? 'stored' : chipLook(trace, address, cursor, stored);
      const veil = hidden === address;
      const pictured = [scene.paintings, live];
      const now = [look, veil, lit, ...pictured];
      if (same(now, drawn)) return;
      const repaint = !same(pictured, painted);
      drawn = now;
      painted = pictured;
      chip.dataset.look = look;
      chip.dataset.phase = phase;
      write(word, t(`stage.${look === 'storing' ? 'stored' : look}`));
      if (look === 'empty' || veil) {
        thumb.replaceChildren();
        return;
      }
      if (repaint || !thumb.contains(picture)) thumbnail.paint();
      const bands = frames(flat, lit.get(address) ?? []).map((rectangle) =>
        frame(flat, pitch, rectangle, { inset: 0, name: 'band' }),
      );
      if (!thumb.contains(picture)) thumb.replaceChildren(picture);
      while (picture.nextSibling) picture.nextSibling.remove();
      thumb.append(...bands);
    },
  };
}

/** @param {unknown[]} now @param {unknown[]} before */
const same = (now, before) =>
  now.length === before.length && now.every((value, k) => value === before[k]);
