// @ts-check
/**
 * What the network is made of, while it is being built: layers to move and set, the error, the
 * optimizer, the weights.
 */
import { ofSample, sizes } from '../lib/shape.js';
import { INPUT, layerId, TARGET, tensor } from '../lib/address.js';
import { clear, el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { formula } from '../draw/mathml.js';
import { spell } from '../lib/names.js';
import { seedOf, untouched } from '../lib/layers.js';
import { misfit, unequal } from '../lib/misfit.js';
import { writeNumber } from '../lib/number.js';
import { reasonsOf } from '../lib/problems.js';
import { nameOf } from '../lib/setting-names.js';
import { proposals } from '../lib/what-if.js';
import { choice, field, fields } from './form.js';
import { refusal } from './refusal.js';
import { reorder } from './reorder.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../acts/builder.js').createBuilder>} Builder */

/** As the server's pointers begin. */
const NETWORK = '/description/network';

/**
 * @param {HTMLElement} root
 * @param {Context & {build: Builder}} context
 */
export function mount(root, context) {
  const { store, t, act, build } = context;
  const draw = () => {
    const state = store.get();
    const {
      stage: { trace },
      network: { building },
      server: { catalog },
    } = state;
    const typing = keep(root);
    clear(root);
    root.hidden = !building || !trace;
    if (!trace || !building || !catalog) return;
    root.append(
      el(
        'header',
        null,
        el('h3', null, t('build.title')),
        !state.network.draft &&
          el(
            'span',
            null,
            t('build.parameters', { n: state.stage.checkpoint?.parameter_count ?? 0 }),
          ),
      ),
      layerList(state, trace, context),
      refusal(state, context) ?? '',
      el('h4', null, t('error')),
      roleForm('loss', state, trace, context),
      el('h4', null, t('optimizer')),
      roleForm('optimizer', state, trace, context),
      el('h4', null, t('build.weights')),
      weights(state, context),
      ...knowing(trace, t),
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
      ),
    );
    restore(root, typing);
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
function layerList(state, trace, context) {
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
            'aria-label': `${t('build.insert', { n: index + 1 })}${here ? `: ${unequal(clash, t)}` : ''}`,
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
    entries.map((entry, index) => [
      flow(index),
      row(entry, index, entries.length, state, trace, context),
    ]),
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

/**
 * @param {Entry} entry
 * @param {number} index
 * @param {number} count
 * @param {State} state
 * @param {Trace} trace
 * @param {Context & {build: Builder}} context
 */
function row(entry, index, count, state, trace, { t, build, api }) {
  const {
    server: { catalog },
    reader: { lang },
    network: { chosen, draft },
  } = state;
  const kind = catalog.layers[entry.kind];
  const open = chosen === index;
  const node = trace.nodes.find(({ id }) => id === entry.from);
  const name = entry.label || t('layer', { n: index + 1 });
  const path = `${NETWORK}/layers/${index}`;
  const known = untouched(build.layers(), index + 1);
  const size = Object.values(node?.parameters ?? {}).reduce(
    (sum, shape) => sum + shape.reduce((all, side) => all * side, 1),
    0,
  );
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
    el(
      'button',
      {
        class: 'grip',
        dataset: { key: `grip${index}`, grip: index },
        attrs: {
          type: 'button',
          'aria-label': t('build.move', { name, n: index + 1, count }),
          title: t('build.move.title'),
        },
      },
      icon('grip'),
    ),
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
    ),
    open && layerForm(entry, index, path, size > 0, state, { t, build, api }),
  );
}

/**
 * @param {Entry} entry
 * @param {number} index
 * @param {string} path
 * @param {boolean} learns
 * @param {State} state
 * @param {Pick<Context, 't' | 'api'> & {build: Builder}} context
 */
function layerForm(entry, index, path, learns, state, { t, build, api }) {
  const kind = state.server.catalog.layers[entry.kind];
  const form = {
    path,
    values: entry.settings,
    errors: state.network.draft?.errors ?? [],
    state,
    t,
    api,
    change: (/** @type {string} */ name, /** @type {any} */ value) =>
      build.change(index, name, value),
  };
  const label = { type: 'text', summary: inAll(t('build.label'), state) };
  return el(
    'div',
    { class: 'form' },
    el('p', { class: 'help' }, kind.summary[state.reader.lang]),
    fields(kind.settings, form),
    field('label', label, {
      ...form,
      values: { label: entry.label },
      change: (name, value) => build.change(index, name, value || null),
    }),
    learning(entry, index, state, t, build),
    el(
      'div',
      { class: 'row' },
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { swap: layerId(index + 1), key: `swap${index}` },
          attrs: { type: 'button', 'aria-haspopup': 'menu' },
        },
        t('build.swap'),
      ),
      learns &&
        el(
          'button',
          {
            class: 'btn outlined',
            dataset: { redraw: layerId(index + 1), key: `redraw${index}` },
            attrs: { type: 'button' },
            on: { click: () => build.redraw([layerId(index + 1)]) },
          },
          icon('dice'),
          t('build.redraw'),
        ),
    ),
  );
}

/**
 * Whether a layer's parameters learn: a switch for all of them, and one for each.
 * @param {Entry} entry
 * @param {number} index
 * @param {State} state
 * @param {Context['t']} t
 * @param {Builder} build
 */
function learning(entry, index, { stage: { trace }, network: { draft } }, t, build) {
  const node = trace?.nodes.find(({ id }) => id === entry.from);
  const names = Object.keys(node?.parameters ?? {});
  if (!node || !names.length) return null;
  const given = draft?.patch.frozen;
  const here = layerId(index + 1);
  const frozen = given
    ? names.filter((name) => given.includes(here) || given.includes(tensor(here, name)))
    : node.frozen;
  /** @param {string} key @param {Node | string} words @param {boolean} on @param {string[]} then */
  const toggle = (key, words, on, then) => {
    const box = el('input', {
      dataset: { key: `learns-${here}-${key}` },
      attrs: { type: 'checkbox', role: 'switch' },
      on: { change: () => build.freeze(index, then) },
    });
    box.checked = on;
    return el('label', null, box, words);
  };
  const each = names.map((name) => {
    const on = !frozen.includes(name);
    return toggle(
      name,
      spell(name),
      on,
      on ? [...frozen, name] : frozen.filter((other) => other !== name),
    );
  });
  const none = frozen.length === names.length;
  return el(
    'fieldset',
    { class: 'learning' },
    el('legend', null, t('build.learns')),
    names.length > 1 &&
      toggle('all', t('build.learns.all'), frozen.length === 0, frozen.length ? [] : names),
    each,
    frozen.length > 0 &&
      el('p', { class: 'help' }, icon('frozen'), t(none ? 'build.frozen.all' : 'build.frozen')),
  );
}

/**
 * The error's kind, or the optimizer's, and its settings.
 * @param {'loss' | 'optimizer'} role
 * @param {State} state
 * @param {Trace} trace
 * @param {Context & {build: Builder}} context
 */
function roleForm(role, state, trace, { store, t, build, api }) {
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
    told.map(([name, before]) =>
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
      ),
    ),
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
 * @param {Record<string, import('../types.js').Setting>} declared
 * @param {import('../types.js').Settings} values
 */
const carried = (declared, values) =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => declared[name]?.required && typeof declared[name].recommended !== 'number',
    ),
  );

/** What the page says itself, as the catalog says it. @param {string} said @param {State} state */
const inAll = (said, { reader: { lang } }) => ({ en: said, es: said, [lang]: said });

/** @param {State} state @param {Context & {build: Builder}} context */
function weights(state, { t, build, api }) {
  const seed = seedOf(state);
  const setting = {
    type: 'integer',
    min: 0,
    max: null,
    summary: inAll(t('build.seed'), state),
  };
  return el(
    'div',
    { class: 'form' },
    field('seed', setting, {
      path: '/description',
      values: { seed },
      errors: state.network.draft?.errors ?? [],
      state,
      t,
      api,
      change: (_, value) => build.reseed(value),
    }),
    el(
      'div',
      { class: 'row' },
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { redraw: 'all', key: 'redraw' },
          attrs: { type: 'button' },
          on: { click: () => build.redraw() },
        },
        icon('dice'),
        t('build.redraw.all'),
      ),
    ),
  );
}

/**
 * The formulas that hold for any layer, as the steps tell them.
 * @param {Trace} trace
 * @param {Context['t']} t
 */
function knowing(trace, t) {
  const layers = new Set(trace.nodes.filter(({ role }) => role === 'layer').map(({ id }) => id));
  const found = new Map(
    trace.steps
      .filter(
        ({ node, phase }) => layers.has(node) && (phase === 'forward' || phase === 'backward'),
      )
      .flatMap(({ formula: lines, phase }) =>
        lines?.general ? [[lines.general.mathml, phase]] : [],
      ),
  );
  const lines = [...found]
    .slice(0, 3)
    .map(([mathml, phase]) =>
      el('div', null, el('dd', null, formula(mathml, null)), el('dt', null, t(`phase.${phase}`))),
    );
  return [
    el('h4', null, t('build.know')),
    lines.length > 0 && el('dl', { class: 'know' }, lines),
    el('p', { class: 'help' }, t('build.neighbours')),
    el('p', { class: 'help' }, t('build.keeps')),
  ].filter((part) => part !== false);
}

/**
 * What somebody is in the middle of: a field stays as it was typed when the panel is drawn anew.
 * @param {HTMLElement} root
 */
function keep(root) {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !root.contains(field)) return null;
  const text =
    field instanceof HTMLInputElement && field.type === 'text' && field.value !== field.defaultValue
      ? field.value
      : null;
  return { key: field.dataset.key ?? '', text };
}

/** @param {HTMLElement} root @param {{key: string, text: string | null} | null} typing */
function restore(root, typing) {
  const field = typing && root.querySelector(`[data-key="${CSS.escape(typing.key)}"]`);
  if (!(field instanceof HTMLElement)) return;
  field.focus();
  if (
    typing?.text &&
    field instanceof HTMLInputElement &&
    field.getAttribute('aria-invalid') !== 'true'
  )
    field.value = typing.text;
}
