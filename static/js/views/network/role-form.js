// @ts-check
/** The error's kind or the optimizer's, and its settings. */
import { reasonsOf } from '../../lib/problems.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';
import { choice, fields } from '../form.js';
import { begunWith, offerOf } from './begun-with.js';
import { NETWORK } from './layer-place.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * @param {'loss' | 'optimizer'} role
 * @param {State} state
 * @param {Trace} trace
 * @param {Context & {build: Builder}} context
 */
export function roleForm(role, state, trace, { store, t, build, api }) {
  const { catalog } = state.server;
  const { lang } = state.reader;
  const { draft } = state.network;
  const kinds = role === 'loss' ? catalog.losses : catalog.optimizers;
  const { kind, values } = asItStands(role, state, trace);
  const path = `${NETWORK}/${role}`;

  /** @param {string} next */
  const swap = (next) => {
    const offered = offerOf(role, next, kinds[next].settings, values);
    store.set({ network: { offered } });
    return build.set(role, { kind: next, ...offered.settings });
  };

  return el(
    'div',
    { class: 'form' },
    choice(
      Object.entries(kinds).map(([name, { title }]) => [name, title[lang]]),
      kind,
      {
        path: `${path}/kind`,
        label: { 'aria-label': t(role === 'loss' ? 'error' : 'optimizer') },
        give: swap,
        apart: {
          words: t('build.unfit'),
          holds: (name) => role === 'loss' && Boolean(state.network.weighed[name]),
        },
      },
    ),
    el('p', { class: 'help' }, kinds[kind]?.summary[lang] ?? ''),
    role === 'loss' && !draft && doubts(state, t),
    begunWith(kinds[kind], { role, kind, values, state, t, build }),
    fields(kinds[kind]?.settings ?? {}, {
      path,
      values,
      errors: draft?.errors ?? [],
      state,
      t,
      api,
      change: (name, value) => build.set(role, { [name]: value }),
    }),
  );
}

/**
 * The kind and its settings, as they are or as a draft has them.
 * @param {'loss' | 'optimizer'} role
 * @param {State} state
 * @param {Trace} trace
 */
function asItStands(role, { network: { draft } }, { nodes }) {
  const node = nodes.find((candidate) => candidate.role === role);
  const patch = draft?.patch.network?.[role] ?? {};
  return {
    kind: patch.kind ?? node?.kind ?? '',
    values: 'kind' in patch ? patch : { ...node?.settings, ...patch },
  };
}

/** Why this error does not suit what it gets. @param {State} state @param {Context['t']} t */
const doubts = ({ stage: { checkpoint } }, t) =>
  checkpoint &&
  reasonsOf(checkpoint, t).map((words) => el('p', { class: 'help doubt' }, icon('warn'), words));
