// @ts-check
/** The lines of the rail and of the arcs: solid as far as the run has got, dotted after that. */
import { svg } from '../lib/sketch.js';

/** @param {string} d @param {string} phase   ghost for what is still to come */
export const line = (d, phase) =>
  svg('path', {
    class: phase === 'ghost' ? 'rail-ahead' : 'rail-done',
    dataset: phase === 'ghost' ? {} : { phase },
    attrs: { d, pathLength: phase === 'ghost' ? null : 1 },
  });

/**
 * Which way a line goes.
 * @param {number} x
 * @param {number} y
 * @param {number} turn   in degrees
 * @param {string} phase
 */
export const chevron = (x, y, turn, phase) =>
  svg('path', {
    class: 'chevron',
    dataset: { phase },
    attrs: { d: 'M-3 -6 3 0-3 6', transform: `translate(${x} ${y}) rotate(${turn})` },
  });

/**
 * Where an arc comes down on a block's upper edge.
 * @param {number} x
 * @param {number} edge
 * @param {string} phase
 */
export const head = (x, edge, phase) =>
  svg('path', {
    class: 'arc-head',
    dataset: { phase },
    attrs: { d: 'M-6.5 -1H6.5L0 8z', transform: `translate(${x} ${edge - 10})` },
  });
