// @ts-check
/** One item on the memory shelf: what forward stored for a block's backward. */

import { frame } from '../draw/cells.js';
import { paint } from '../draw/heatmap.js';
import { textWidth } from '../draw/ruler.js';
import { el, write } from '../platform/dom.js';
import { pitchWithin } from '../lib/fit.js';
import { cellAt, frames, measure } from '../lib/grid.js';
import { chipLook, storedAt } from '../lib/moment.js';
import { kindOf, nodeName, seenFrom } from '../lib/names.js';
import { own } from '../lib/scale.js';
import { layOut } from '../lib/shape.js';
import { pictureOf, pixels, stretched } from './heat.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */

const THUMB = { width: 44, height: 44 };

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
  const flat = layOut(trace.tensors[address]);
  const pitch = pitchWithin(trace.tensors[address], THUMB, 0.42);
  const size = measure(flat, pitch);
  const canvas = el('canvas', {
    attrs: { 'aria-hidden': 'true' },
    style: pixels(size),
    on: { click: clicked },
  });
  const thumb = el('div', { class: 'thumb', style: pixels(size) });
  const word = el('span', { style: { 'min-width': `${widest(t)}em` } }, t('stage.empty'));
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
  let drawn = {
    look: '',
    veil: false,
    paintings: -1,
    lit: /** @type {unknown} */ (null),
    live: /** @type {number | null} */ (null),
  };

  /** @param {MouseEvent} event */
  function clicked(event) {
    const at = cellAt(flat, pitch, event.offsetX, event.offsetY);
    if (at) scene.act.select(address, at);
  }

  /**
   * Where numbers are shown the thumbnail has the same colours as their cells; they end where the
   * deep ones begin.
   */
  function show() {
    const picture = pictureOf(scene, address);
    const kind = kindOf(address, trace);
    const readable = scene.form(address).as === 'numbers';
    const top = readable ? 2 * scene.scales[kind].top : own(picture.data);
    const data = readable
      ? Array.from(picture.data, (value) => Math.max(-top / 2, Math.min(top / 2, value)))
      : picture.data;
    paint(canvas, {
      data,
      flat: picture.flat,
      pitch: stretched(picture.flat, pitch, size),
      kind,
      top,
    });
  }

  return {
    address,
    node: chip,
    home: node,
    /** @param {Now} now */
    update({ cursor, phase, lit, veil: hidden, live, whole }) {
      const look = whole ? 'stored' : chipLook(trace, address, cursor, stored);
      const veil = hidden === address;
      if (
        look === drawn.look &&
        veil === drawn.veil &&
        lit === drawn.lit &&
        scene.paintings === drawn.paintings &&
        live === drawn.live
      )
        return;
      const repaint = scene.paintings !== drawn.paintings || live !== drawn.live;
      drawn = { look, veil, paintings: scene.paintings, lit, live };
      chip.dataset.look = look;
      chip.dataset.phase = phase;
      write(word, t(`stage.${look === 'storing' ? 'stored' : look}`));
      if (look === 'empty' || veil) {
        thumb.replaceChildren();
        return;
      }
      if (repaint || !thumb.contains(canvas)) show();
      const bands = frames(flat, lit.get(address) ?? []).map((rectangle) =>
        frame(flat, pitch, rectangle, { inset: 0, name: 'band' }),
      );
      if (!thumb.contains(canvas)) thumb.replaceChildren(canvas);
      while (canvas.nextSibling) canvas.nextSibling.remove();
      thumb.append(...bands);
    },
  };
}
