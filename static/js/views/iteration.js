// @ts-check
/** Where we are: the iteration, its samples, and the error once it is known. */
import { ERROR } from '../lib/address.js';
import { place } from '../lib/batches.js';
import { exact, near } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { liveOn } from '../lib/live.js';
import { isKnown } from '../lib/steps.js';
import { el, write } from '../platform/dom.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').State} State */

/** @param {Context['t']} t */
export function createReadouts(t) {
  const iteration = el('b');
  const batch = el('span', { class: 'muted' });
  const error = el('b');
  const nodes = [
    el('div', { class: 'readout' }, el('span', null, t('iteration')), iteration, batch),
    el('span', { class: 'rule wide' }),
    el('div', { class: 'readout err' }, el('span', null, t('error')), error),
  ];
  return {
    nodes,
    /** @param {State} state */
    show(state) {
      const { trace, checkpoint, cursor } = state.stage;
      for (const node of nodes) node.hidden = !trace;
      if (!trace) return;
      const known = isKnown(trace, ERROR, cursor) && veiled(state) !== ERROR;
      const { iteration: k, loss } = liveOn(state.runs, trace) ?? trace;
      write(iteration, String(k + 1));
      write(batch, k === trace.iteration ? batchOf(checkpoint, trace, t) : '');
      write(error, known || k !== trace.iteration ? near(loss, 3) : '—');
      const title = known ? exact(loss) : '';
      if (error.title !== title) error.title = title;
    },
  };
}

/**
 * @param {State['stage']['checkpoint']} checkpoint
 * @param {import('../types.js').Trace} trace
 * @param {Context['t']} t
 */
function batchOf(checkpoint, trace, t) {
  const spot = checkpoint && place(checkpoint, trace);
  const samples = trace.batch.indices.length;
  if (spot && spot.count > 1) return t('batch.of', { k: spot.k + 1, n: spot.count });
  if (spot) return samples === 1 ? t('batch.one') : t('batch.whole', { n: samples });
  return t('batch.some', { n: samples });
}
