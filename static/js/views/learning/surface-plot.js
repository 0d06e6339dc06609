// @ts-check
/** A surface over the plane of two inputs, its axes inside the picture, the samples on top. */
import { el, made } from '../../platform/dom.js';
import { sizeOf } from '../../platform/sizes.js';
import { chart } from '../../draw/plot.js';
import { axis } from '../../lib/charts.js';
import { dots } from './dots.js';
import { axesInside } from './axes-inside.js';
import { ofNetwork, ofUnit, paint, sized } from './paint-plane.js';
import { inksOf } from './palette.js';
import { areTold, targetBoxes } from './target-boxes.js';

/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/picture.js').Grid} Grid */

/**
 * @param {HTMLElement} area
 * @param {{context: import('./view.js').Context, twin: HTMLElement,
 *   adding: ReturnType<typeof import('../plots/adding.js').createAdding>}} with
 */
export function createSurface(area, { context: { store, t }, twin, adding }) {
  const canvas = el('canvas', { attrs: { 'aria-hidden': 'true' } });
  const marks = el('div', { class: 'plane-marks' });
  /** What the marks were drawn for: a frame of a training moves the surface only. */
  let drawn = /** @type {unknown[]} */ ([]);

  /** @param {Samples} samples @param {Grid} grid @param {Room} room */
  const mark = (samples, grid, room) => {
    const { stage, reader } = store.get();
    const now = [samples, room.width, room.height, stage.trace?.batch, reader.lang];
    if (now.every((value, k) => value === drawn[k])) return;
    drawn = now;
    const across = between(grid.x);
    const up = between(grid.y);
    const picture = chart(
      room,
      axesInside(room, across, up, t),
      areTold(samples)
        ? targetBoxes(samples, room, stage.trace?.batch.indices ?? [])
        : dots(samples, room, ([a, b]) => [a, b]),
    );
    marks.replaceChildren(made(picture));
    adding.update({ room, across, up, curve: false });
  };

  return {
    /** @param {Samples} samples @param {Grid} grid @param {{y: Tensor, j: number | null}} said */
    draw(samples, grid, { y, j }) {
      const room = roomOver(area, grid);
      sized(canvas, room.width, room.height);
      if (canvas.parentNode !== area) area.replaceChildren(canvas, marks, twin);
      const surface =
        j === null ? ofNetwork(area, y, samples) : ofUnit(area, y, { j, lined: true });
      paint(canvas, surface, inksOf(twin));
      mark(samples, grid, room);
    },
    /** The marks are drawn again, whatever is there. */
    forget() {
      drawn = [];
    },
  };
}

/** An axis from here to there, no wider. @param {number[]} span */
const between = ([min, max]) => ({ ...axis([min, max]), min, max });

/**
 * The whole of the area, without margins.
 * @param {HTMLElement} area
 * @param {Grid} grid
 * @returns {Room}
 */
function roomOver(area, { x: [low, high], y: [down, up] }) {
  const size = sizeOf(area);
  const width = Math.max(60, size.width);
  const height = Math.max(60, size.height);
  return {
    width,
    height,
    left: 0,
    top: 0,
    right: width,
    bottom: height,
    x: (value) => ((value - low) / (high - low)) * width,
    y: (value) => height - ((value - down) / (up - down)) * height,
  };
}
