// @ts-check
/** The small picture of a tensor on the memory shelf; a cell of it that is clicked is selected. */

import { paint } from '../draw/heatmap.js';
import { isFew, mosaic } from '../draw/mosaic.js';
import { el, svg } from '../platform/dom.js';
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
  const few = isFew({ flat, pitch });
  const picture = pictureFor(few, size, ({ offsetX, offsetY }) => {
    const at = cellAt(flat, pitch, offsetX, offsetY);
    if (at) scene.act.select(address, at);
  });

  return {
    node: picture,
    flat,
    pitch,
    size,
    /**
     * Where numbers are shown the thumbnail has the same colours as their cells; they end where the
     * deep ones begin.
     */
    paint() {
      const found = pictureOf(scene, address);
      const kind = kindOf(address, trace);
      const readable = scene.form(address).as === 'numbers';
      const top = readable ? 2 * scene.scales[kind].top : own(found.data);
      const data = readable
        ? Array.from(found.data, (value) => Math.max(-top / 2, Math.min(top / 2, value)))
        : found.data;
      const seen = {
        data,
        flat: found.flat,
        pitch: stretched(found.flat, pitch, size),
        kind,
        top,
      };
      if (picture instanceof HTMLCanvasElement) paint(picture, seen);
      else picture.replaceChildren(...mosaic(seen));
    },
  };
}

/**
 * What it is drawn in.
 * @param {boolean} few   cells
 * @param {{width: number, height: number}} size
 * @param {(event: MouseEvent) => void} click
 */
function pictureFor(few, size, click) {
  const props = { attrs: { 'aria-hidden': 'true' }, style: pixels(size), on: { click } };
  return few ? svg('svg', { ...props, class: 'mosaic' }) : el('canvas', props);
}
