// @ts-check
/** What stands below the picture of a large tensor: its histogram, its range, its shape or size. */

import { denominator } from '../../lib/address.js';
import { brief, near } from '../../lib/format.js';
import { sizes } from '../../lib/shape.js';
import { histogram } from '../../draw/histogram.js';
import { textWidth } from '../../draw/ruler.js';
import { el } from '../../lib/sketch.js';
import { redraw } from '../../platform/redraw.js';

/** @typedef {import('../scene.js').Scene} Scene */

/**
 * How wide what stands below a picture is at least, and the air between the ends of its range;
 * stage.css has the same.
 */
const SUM = 62;
const BETWEEN = 6;

/**
 * Its histogram, its range and its shape, no wider than its picture: what has no room beside the
 * other stands below it. A training writes it ten times a second: what stays the same stands.
 * @param {HTMLElement} node
 * @param {Scene} scene
 * @param {{shown: string, place: string, whole: boolean}} what   whose numbers stand in which
 *   place; the size of a gradient is said where all of an iteration is seen
 */
export function summarize(node, scene, { shown, place, whole }) {
  const { stats, shape } = scene.look(shown);
  if (!stats) return redraw(node, el('span', null, sizes(shape)));
  const ends = [stats.min, stats.max].map((end) => (end === null ? '–' : brief(end)));
  const room = Math.max(SUM, scene.picture(place).width);
  const wide = ends.reduce((sum, text) => sum + textWidth(text, scene.font), BETWEEN);
  const range = ends.map((text) => el('span', null, text));
  redraw(
    node,
    histogram(stats.histogram),
    el('div', { class: wide > room ? 'stacked' : '' }, range),
    whole && isSized(scene, shown)
      ? sizeOf(Number(stats.norm), scene)
      : el('span', null, sizes(shape)),
  );
}

/** @param {number} norm @param {Scene} scene */
const sizeOf = (norm, { t }) =>
  el('span', { class: 'size' }, el('b', null, near(norm, 3)), ` ${t('stage.size')}`);

/**
 * Whether it is the gradient of a parameter, whose size tells whether it vanishes or explodes.
 * @param {Scene} scene
 * @param {string} address
 */
const isSized = ({ trace }, address) =>
  trace.tensors[address].role === 'gradient' &&
  trace.tensors[denominator(address)]?.role === 'parameter';
