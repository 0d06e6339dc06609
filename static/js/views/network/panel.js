// @ts-check
/**
 * What the network is made of, while it is being built: layers to move and set, the error, the
 * optimizer, the weights.
 */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { refusal } from '../refusal.js';
import { reorder } from '../reorder.js';
import { knowing } from './knowing.js';
import { layerList } from './layer-list.js';
import { roleForm } from './role-form.js';
import { weights } from './weights.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * @param {HTMLElement} root
 * @param {Context & {build: Builder}} context
 */
export function mount(root, context) {
  const { store, build } = context;
  const draw = () => {
    const state = store.get();
    const {
      stage: { trace },
      network: { building },
      server: { catalog },
    } = state;
    keepingFocus(root, () => {
      clear(root);
      root.hidden = !building || !trace;
      if (!trace || !building || !catalog) return;
      root.append(...contents(state, trace, context));
    });
  };
  reorder(root, build);
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    build.open(false);
    /** @type {HTMLElement | null} */ (document.querySelector('[data-tool="build"]'))?.focus();
  });
  store.onAny(
    ({ network, stage, server, reader }) => [
      network.building,
      network.chosen,
      network.draft,
      stage.trace,
      server.catalog,
      network.weighed,
      reader.lang,
    ],
    draw,
  );
}

/** @param {State} state @param {Trace} trace @param {Context & {build: Builder}} context */
function contents(state, trace, context) {
  const { t } = context;
  const count = state.stage.checkpoint?.parameter_count ?? 0;
  return [
    el(
      'header',
      null,
      el('h3', null, t('build.title')),
      !state.network.draft && el('span', null, t('build.parameters', { n: count })),
    ),
    layerList(state, trace, context),
    context.build.layers().length ? '' : el('p', { class: 'help' }, t('build.nothing')),
    refusal(state, context) ?? '',
    el('h4', null, t('error')),
    roleForm('loss', state, trace, context),
    el('h4', null, t('optimizer')),
    roleForm('optimizer', state, trace, context),
    el('h4', null, t('build.weights')),
    weights(state, context),
    ...knowing(trace, t),
    footer(context),
  ];
}

/** @param {Context & {build: Builder}} context */
const footer = ({ t, act, build }) =>
  el(
    'footer',
    null,
    el(
      'button',
      {
        class: 'btn solid',
        dataset: { key: 'done' },
        attrs: { type: 'button' },
        on: { click: () => build.open(false) },
      },
      t('build.done'),
    ),
    el(
      'button',
      {
        class: 'btn outlined',
        dataset: { key: 'undo' },
        attrs: { type: 'button' },
        on: { click: act.undo },
      },
      t('tools.undo'),
    ),
  );
