// @ts-check
/** What is said of a place where a kind may stand: which it is, and what comes in and goes out. */
import { LOSS } from '../../lib/address.js';
import { nodeName } from '../../lib/names.js';
import { ofSample, sizes } from '../../lib/shape.js';

/** @typedef {import('../../acts/building/offering.js').Place} Place */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * The node that stands there now, by its id.
 * @param {Place} place
 * @param {import('../../lib/layers.js').Entry[]} layers
 */
export const standsAt = ({ role, index }, layers) => (role === 'loss' ? LOSS : layers[index]?.from);

/**
 * @param {Place} place
 * @param {{own: string | null | undefined, trace: Trace | null, t: Translate}} what   own: the node
 *   that stands there
 */
export function titleOf({ index, swap }, { own, trace, t }) {
  if (!swap || !trace) return t('build.insert.here');
  return t('build.swap.title', {
    name: own ? nodeName(own, trace, t) : t('layer', { n: index + 1 }),
  });
}

/**
 * What comes in at a place, and goes out there.
 * @param {Place} place
 * @param {import('../../types.js').Node | undefined} node
 * @param {Translate} t
 */
export function wireOf({ role, swap }, node, t) {
  if (!node?.input_shape) return '';
  if (!swap) return t('build.receives', { shape: sizes(node.input_shape) });
  if (role !== 'layer' || !node.output_shape) return '';
  return t('build.in_out', { a: ofSample(node.input_shape), b: ofSample(node.output_shape) });
}
