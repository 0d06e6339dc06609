// @ts-check
/** What samples ask of the network, and what the server said against it, with a way out. */
import { heldBack, mayFit, needed, widened } from '../../lib/data/offer.js';
import { misfit } from '../../lib/misfit.js';
import { sentence } from '../../lib/problems.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */
/** @typedef {import('./dialog.js').Context} Context */

/**
 * What the samples ask of the network, in sentences.
 * @param {Pick<Context, 'chooser' | 't'>} context
 * @param {Wish} wish
 * @param {{fraction: number, fresh: boolean}} how   fresh: another network takes the samples
 */
export function told({ chooser, t }, wish, { fraction, fresh }) {
  const taking = chooser.network();
  if (!taking) return '';
  const test = heldBack(wish.samples, fraction);
  const parts = t('samples.parts', { train: wish.samples - test, test });
  const wider =
    !fresh &&
    !mayFit(wish, taking.outputs) &&
    widened(taking.entries, taking.kinds, needed(wish)) !== null;
  return wider
    ? `${parts} ${t('samples.widens', { from: taking.outputs, to: needed(wish) })}`
    : parts;
}

/**
 * @param {Pick<Context, 'store' | 't'>} context
 * @param {import('../../types.js').Flaw[]} errors
 * @param {(before: {index: number, kind: string}) => void} insert   a layer before another one
 */
export const refusal = (context, errors, insert) =>
  el(
    'div',
    { class: 'problems' },
    el('p', null, el('b', null, context.t('samples.refused'))),
    errors.slice(0, 3).map((flaw) => el('p', null, sentence(flaw, context.t))),
    mend(context, errors, insert),
  );

/**
 * The layer that the server would put before another one, by a click.
 * @param {Pick<Context, 'store' | 't'>} context
 * @param {import('../../types.js').Flaw[]} errors
 * @param {(before: {index: number, kind: string}) => void} insert
 */
function mend({ store, t }, errors, insert) {
  const clash = misfit(errors, 0);
  const kind = clash?.insert;
  if (!clash || !kind) return null;
  const { server, reader } = store.get();
  return el(
    'button',
    {
      class: 'btn outlined',
      dataset: { mend: kind },
      attrs: { type: 'button' },
      on: { click: () => insert({ index: clash.index, kind }) },
    },
    t('build.insert.kind', { kind: server.catalog.layers[kind].title[reader.lang] }),
  );
}
