// @ts-check
/** The small picture of a tensor on the memory shelf; a cell of it that is clicked is selected. */

import { paint } from '../draw/heatmap.js';
import { el } from '../platform/dom.js';
import { pitchWithin } from '../lib/pitch.js';
import { cellAt, measure } from '../lib/grid.js';
import { kindOf } from '../lib/names.js';
import { own } from '../lib/scale.js';
import { layOut } from '../lib/shape.js';
import { pictureOf, pixels, stretched } from './heat.js';

const SIZE = { width: 44, height: 44 };

/**
 * @param {import('./scene.js').Scene} scene
 * @param {string} address
 */
export function createThumbnail(scene, address) {
  const { trace } = scene;
  const flat = layOut(trace.tensors[address]);
  const pitch = pitchWithin(trace.tensors[address], SIZE, 0.42);
  const size = measure(flat, pitch);
  const canvas = el('canvas', {
    attrs: { 'aria-hidden': 'true' },
    style: pixels(size),
    on: {
      click: ({ offsetX, offsetY }) => {
        const at = cellAt(flat, pitch, offsetX, offsetY);
        if (at) scene.act.select(address, at);
      },
    },
  });

  return {
    canvas,
    flat,
    pitch,
    size,
    /**
     * Where numbers are shown the thumbnail has the same colours as their cells; they end where the
     * deep ones begin.
     */
    paint() {
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
    },
  };
}
