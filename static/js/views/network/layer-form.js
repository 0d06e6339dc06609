// @ts-check
/** A layer's settings, its name, and whether it learns. */
import { layerId } from '../../lib/address.js';
import { el } from '../../platform/dom.js';
import { field, fields } from '../form.js';
import { layerPath, parameterCount } from './layer-place.js';
import { learning } from './learning.js';
import { reading } from './reading.js';
import { redrawButton } from './redraw-button.js';
import { inAll } from './said.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * @param {Entry} entry
 * @param {number} index
 * @param {State} state
 * @param {Pick<Context, 't' | 'api'> & {build: Builder}} context
 */
export function layerForm(entry, index, state, { t, build, api }) {
  const node = state.stage.trace?.nodes.find((one) => one.id === entry.from);
  const id = layerId(index + 1);
  const kind = state.server.catalog.layers[entry.kind];
  const form = {
    path: layerPath(index),
    values: entry.settings,
    errors: state.network.draft?.errors ?? [],
    state,
    t,
    api,
    change: (/** @type {string} */ name, /** @type {import('../../types.js').Value} */ value) =>
      build.change(index, name, value),
  };
  const label = { type: 'text', summary: inAll(t('build.label'), state) };
  return el(
    'div',
    { class: 'form' },
    el('p', { class: 'help' }, kind.summary[state.reader.lang]),
    reading(entry, index, state, { t, build }),
    fields(kind.settings, form),
    field('label', label, {
      ...form,
      values: { label: entry.label },
      change: (name, value) => build.change(index, name, value || null),
    }),
    learning(entry, index, state, { t, build }),
    el(
      'div',
      { class: 'row' },
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { swap: id, key: `swap${index}` },
          attrs: { type: 'button', 'aria-haspopup': 'menu' },
        },
        t('build.swap'),
      ),
      parameterCount(node) > 0 &&
        redrawButton({ key: `redraw${index}`, of: id, words: t('build.redraw') }, () =>
          build.redraw([id]),
        ),
    ),
  );
}
