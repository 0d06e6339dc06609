// @ts-check
/** The error's kind or the optimizer's, and its settings. */
import { writeNumber } from '../../lib/number.js';
import { reasonsOf } from '../../lib/problems.js';
import { nameOf } from '../../lib/setting-names.js';
import { proposals } from '../../lib/what-if.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';
import { choice, fields } from '../form.js';
import { NETWORK } from './layer-place.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * The error's kind, or the optimizer's, and its settings.
 * @param {'loss' | 'optimizer'} role
 * @param {State} state
 * @param {Trace} trace
 * @param {Context & {build: Builder}} context
 */
export function roleForm(role, state, trace, { store, t, build, api }) {
  const {
    server: { catalog },
    reader: { lang },
    network: { draft, offered },
  } = state;
  const kinds = role === 'loss' ? catalog.losses : catalog.optimizers;
  const node = trace.nodes.find((candidate) => candidate.role === role);
  const patch = draft?.patch.network?.[role] ?? {};
  const kind = patch.kind ?? node?.kind ?? '';
  const path = `${NETWORK}/${role}`;
  const values = 'kind' in patch ? patch : { ...node?.settings, ...patch };
  const named = Object.keys(kinds).map(
    (name) => /** @type {[any, string]} */ ([name, kinds[name].title[lang]]),
  );
  /**
   * Settings of the same name go on with their values, where the new kind has none of its own to
   * begin with; those are told.
   * @param {string} next
   */
  const swap = (next) => {
    const settings = proposals(kinds[next].settings, [], carried(kinds[next].settings, values))[0];
    const other = Object.keys(settings).filter(
      (name) => name in values && values[name] !== settings[name],
    );
    store.set({
      network: {
        offered: {
          role,
          kind: next,
          settings,
          before: Object.fromEntries(other.map((name) => [name, values[name]])),
        },
      },
    });
    return build.set(role, { kind: next, ...settings });
  };
  const told =
    offered?.role === role && offered.kind === kind
      ? Object.entries(offered.before).filter(([name]) => values[name] === offered.settings[name])
      : [];
  /** @param {string} name @param {import('../../types.js').Value} before */
  const begunWith = (name, before) =>
    el(
      'p',
      { class: 'help offered', attrs: { role: 'status' } },
      t('build.offered', {
        name: nameOf(name, t),
        kind: kinds[kind].title[lang],
        now: writeNumber(values[name]),
        before: writeNumber(before),
      }),
      ' ',
      el(
        'button',
        {
          class: 'more',
          dataset: { key: `keep-${name}` },
          attrs: { type: 'button' },
          on: { click: () => build.set(role, { [name]: before }) },
        },
        t('build.offered.keep', { before: writeNumber(before) }),
      ),
    );
  return el(
    'div',
    { class: 'form' },
    choice(named, kind, {
      path: `${path}/kind`,
      label: { 'aria-label': t(role === 'loss' ? 'error' : 'optimizer') },
      give: swap,
      apart: {
        words: t('build.unfit'),
        holds: (name) => role === 'loss' && Boolean(state.network.weighed[name]),
      },
    }),
    el('p', { class: 'help' }, kinds[kind]?.summary[lang] ?? ''),
    role === 'loss' && !draft && state.stage.checkpoint
      ? reasonsOf(state.stage.checkpoint, t).map((words) =>
          el('p', { class: 'help doubt' }, icon('warn'), words),
        )
      : [],
    told.map(([name, before]) => begunWith(name, before)),
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
 * Only what must be given and has no value to begin with: what has a default takes that of its new
 * kind.
 * @param {Record<string, import('../../types.js').Setting>} declared
 * @param {import('../../types.js').Settings} values
 */
const carried = (declared, values) =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => declared[name]?.required && typeof declared[name].recommended !== 'number',
    ),
  );
