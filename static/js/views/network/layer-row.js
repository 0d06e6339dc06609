// @ts-check
/** A layer in the list: to be moved, opened and removed; open, it shows its settings. */
import { untouched } from '../../lib/layers.js';
import { ofSample } from '../../lib/shape.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';
import { layerForm } from './layer-form.js';
import { layerPath, parameterCount } from './layer-place.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * @param {Entry} entry
 * @param {number} index
 * @param {State} state
 * @param {Context & {build: Builder}} context
 */
export function layerRow(entry, index, state, context) {
  const { t, build } = context;
  const {
    server: { catalog },
    reader: { lang },
    network: { chosen, draft },
  } = state;
  const kind = catalog.layers[entry.kind];
  const open = chosen === index;
  const node = state.stage.trace?.nodes.find(({ id }) => id === entry.from);
  const name = entry.label || t('layer', { n: index + 1 });
  const path = layerPath(index);
  const known = untouched(build.layers(), index + 1);
  const size = parameterCount(node);
  const ends =
    known && node?.input_shape && node.output_shape
      ? `${ofSample(node.input_shape)}→${ofSample(node.output_shape)}`
      : '';
  const wrong = draft?.errors.some(
    ({ pointer }) => pointer === path || pointer.startsWith(`${path}/`),
  );
  return el(
    'li',
    {
      class: ['layer', open && 'open', wrong && 'wrong'].filter(Boolean).join(' '),
      dataset: { layer: index },
    },
    grip(index, name, context),
    el(
      'button',
      {
        class: 'title',
        dataset: { key: `row${index}` },
        attrs: { type: 'button', 'aria-expanded': String(open) },
        on: { click: () => build.choose(open ? null : index) },
      },
      el('b', null, name),
      el('span', null, kind?.title[lang] ?? entry.kind),
      el(
        'em',
        null,
        node?.frozen.length ? icon('frozen') : null,
        [ends, (known && size) || ''].filter(Boolean).join(' · '),
      ),
    ),
    remover(index, name, context),
    open && layerForm(entry, index, state, context),
  );
}

/**
 * @param {number} index
 * @param {string} name
 * @param {Pick<Context, 't'> & {build: Builder}} context
 */
const grip = (index, name, { t, build }) =>
  el(
    'button',
    {
      class: 'grip',
      dataset: { key: `grip${index}`, grip: index },
      attrs: {
        type: 'button',
        'aria-label': t('build.move', { name, n: index + 1, count: build.layers().length }),
        title: t('build.move.title'),
      },
    },
    icon('grip'),
  );

/**
 * @param {number} index
 * @param {string} name
 * @param {Pick<Context, 't'> & {build: Builder}} context
 */
const remover = (index, name, { t, build }) =>
  el(
    'button',
    {
      class: 'out',
      dataset: { key: `remove${index}`, remove: index },
      attrs: {
        type: 'button',
        'aria-label': t('build.remove.name', { name }),
        title: t('build.remove'),
      },
      on: { click: () => build.remove(index) },
    },
    icon('close'),
  );
