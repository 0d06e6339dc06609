// @ts-check
/** What one unit of a layer makes of the inputs: a small plane, or along one input a curve. */
import { liveOn } from '../../lib/live.js';
import { lookOf } from '../../lib/picture.js';
import { paintCurve } from './paint-curve.js';
import { ofUnit, paint } from './paint-plane.js';

/** @typedef {import('../../types.js').State} State */

/**
 * The planes of a layer as they are known now.
 * @param {State} state
 * @param {string} address
 */
export const planeNow = ({ runs, stage }, address) =>
  (liveOn(runs, stage.trace)?.units[address] ?? runs.planes?.tensors[address]) || null;

/**
 * One of them: over the plane, or along a single input.
 * @param {HTMLElement} area
 * @param {HTMLCanvasElement} canvas
 * @param {import('../../types.js').Tensor} y   of its layer
 * @param {{j: number, of: Pick<State, 'runs'>}} which
 */
export function paintUnit(area, canvas, y, { j, of }) {
  if (lookOf(of.runs.samples) === 'curve') paintCurve(area, canvas, y, j);
  else paint(canvas, ofUnit(area, y, { j, lined: false }), null);
}
