// @ts-check
/** The layers in their order, from the input to the error, with a place to insert before each. */
import { INPUT, layerId, TARGET } from '../../lib/address.js';
import { untouched } from '../../lib/layers.js';
import { misfit, unequal } from '../../lib/misfit.js';
import { sizes } from '../../lib/shape.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';
import { layerRow } from './layer-row.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/** @param {State} state @param {Trace} trace @param {Context & {build: Builder}} context */
export function layerList(state, trace, context) {
  const { t, build } = context;
  const {
    network: { draft },
    server: { catalog },
    reader: { lang },
  } = state;
  const entries = build.layers();
  const clash = draft && misfit(draft.errors, entries.length);
  /** @param {number} index */
  const flow = (index) => {
    const shape = shapeBefore(entries, index, trace);
    const here = clash?.index === index;
    return el(
      'li',
      { class: here ? 'flow clash' : 'flow' },
      el(
        'button',
        {
          dataset: { insert: index, key: `insert${index}` },
          attrs: {
            type: 'button',
            'aria-haspopup': 'menu',
            'aria-label': [t('build.insert', { n: index + 1 }), here && unequal(clash, t)]
              .filter(Boolean)
              .join(': '),
            title: t('build.insert.here'),
          },
        },
        here ? unequal(clash, t) : shape,
        icon('plus'),
      ),
    );
  };
  const x = trace.tensors[INPUT];
  const target = trace.tensors[TARGET];
  const loss =
    catalog.losses[
      draft?.patch.network?.loss?.kind ??
        trace.nodes.find(({ role }) => role === 'loss')?.kind ??
        ''
    ];
  return el(
    'ol',
    { class: 'arch' },
    el(
      'li',
      { class: 'end' },
      el('b', null, t('input')),
      el('span', null, 'x'),
      el('em', null, sizes(x.shape)),
    ),
    entries.map((entry, index) => [flow(index), layerRow(entry, index, state, context)]),
    flow(entries.length),
    el(
      'li',
      { class: 'end' },
      el('b', null, t('error')),
      el('span', null, loss?.title[lang] ?? ''),
      el('em', null, `t ${sizes(target.shape)}`),
    ),
  );
}

/**
 * The shape of the wire before a place; … where a draft has changed something before it.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {Trace} trace
 */
function shapeBefore(entries, index, trace) {
  const node = trace.nodes.find(({ id }) => id === layerId(index));
  if (index === 0) return sizes(trace.tensors[INPUT].shape);
  return node?.output_shape && untouched(entries, index) ? sizes(node.output_shape) : '…';
}
