// @ts-check
/** What a layer reads, a menu for each of its inputs, and whose weights it uses. */
import { DATA, INPUT } from '../../lib/address.js';
import { readAs, untouched } from '../../lib/layers.js';
import { spell } from '../../lib/names.js';
import { sentence } from '../../lib/problems.js';
import { el } from '../../platform/dom.js';
import { choice } from '../form.js';
import { layerPath, parameterCount } from './layer-place.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */
/**
 * @typedef {{t: Translate, build: Builder, state: State, entries: Entry[], index: number}} Place
 */

/**
 * @param {Entry} entry
 * @param {number} index
 * @param {State} state
 * @param {{t: Translate, build: Builder}} context
 */
export function reading(entry, index, state, { t, build }) {
  const place = { t, build, state, index, entries: build.layers() };
  const names = state.server.catalog.layers[entry.kind].inputs ?? [];
  return [
    index > 0 && names.map((name, k) => inputMenu(name, k === 0, place, names.length > 1)),
    ownerMenu(place),
  ];
}

/**
 * The layers before it, the nearest first, and the data; what has another shape than what it reads
 * now stands apart.
 * @param {string} name
 * @param {boolean} first
 * @param {Place} place
 * @param {boolean} several   whether it has other inputs, so that this one is named
 */
function inputMenu(name, first, place, several) {
  const { t, build, entries, index } = place;
  const now = readAs(entries, index, name, first);
  const shape = String(shapeOf(now, place));
  const options = [
    ...entries
      .slice(0, index)
      .map(({ key }) => key)
      .reverse(),
    DATA,
  ];
  const words = several ? t('build.reads.as', { name: roleOf(name, place) }) : t('build.reads');
  return menu(`inputs/${name}`, words, place, (label) =>
    choice(
      options.map((key) => [key, called(key, place)]),
      now,
      {
        ...label,
        give: (key) => build.change(index, 'inputs', { [name]: key }),
        apart: {
          words: t('build.reads.unlike'),
          holds: (key) => shape !== String(shapeOf(key, place)),
        },
      },
    ),
  );
}

/**
 * Layers of its kind before it that have weights of their own.
 * @param {Place} place
 */
function ownerMenu(place) {
  const { t, build, state, entries, index } = place;
  const entry = entries[index];
  const learns = (/** @type {Entry} */ { from }) =>
    !from || parameterCount(state.stage.trace?.nodes.find(({ id }) => id === from)) > 0;
  const owners = entries
    .slice(0, index)
    .filter((other) => other.kind === entry.kind && !other.share && learns(other));
  const can = entry.share || (owners.length && learns(entry));
  if (!can || !hasWeights(place)) return null;
  return menu('share', t('build.share'), place, (label) =>
    choice(
      [[null, t('build.share.none')], ...owners.map(({ key }) => optionOf(key, place))],
      entry.share,
      { ...label, give: (key) => build.change(index, 'share', key) },
    ),
  );
}

/** @param {string} key @param {Place} place @returns {[string, string]} */
const optionOf = (key, place) => [key, called(key, place)];

/**
 * Whether any layer of its kind is known to have weights.
 * @param {Place} place
 */
const hasWeights = ({ state, entries, index }) =>
  state.stage.trace?.nodes.some(
    (node) => node.kind === entries[index].kind && parameterCount(node) > 0,
  );

/**
 * @param {string} name   as the server's pointers have it
 * @param {string} words
 * @param {Place} place
 * @param {(label: {path: string, label: Record<string, string | null>}) => Element} control
 */
function menu(name, words, { state, index, t }, control) {
  const path = `${layerPath(index)}/${name}`;
  const wrong = (state.network.draft?.errors ?? []).filter(({ pointer }) => pointer === path);
  const said = `said${path.replaceAll('/', '-')}`;
  return el(
    'div',
    { class: 'field' },
    el('span', { class: 'name' }, words),
    control({
      path,
      label: {
        'aria-label': words,
        'aria-describedby': said,
        'aria-invalid': wrong.length ? 'true' : null,
      },
    }),
    el(
      'p',
      { class: 'wrong', attrs: { id: said, role: 'status' } },
      wrong.map((flaw) => sentence(flaw, t)).join(' '),
    ),
  );
}

/**
 * What an input is for, or else how it is written.
 * @param {string} name
 * @param {Place} place
 */
const roleOf = (name, { state: { server, reader }, entries, index }) =>
  server.catalog?.layers[entries[index].kind]?.input_titles[name]?.[reader.lang] ?? spell(name);

/** "Layer 2 · Tanh", or the data. @param {string} key @param {Place} place */
function called(key, { t, entries, state: { server, reader } }) {
  const index = entries.findIndex((entry) => entry.key === key);
  if (index < 0) return t('input');
  const { kind, label } = entries[index];
  const title = server.catalog.layers[kind]?.title[reader.lang] ?? kind;
  return `${label || t('layer', { n: index + 1 })} · ${title}`;
}

/** What a layer hands on, where that is known. @param {string} key @param {Place} place */
function shapeOf(key, { entries, state: { stage } }) {
  if (key === DATA) return stage.trace?.tensors[INPUT]?.shape;
  const index = entries.findIndex((entry) => entry.key === key);
  if (index < 0 || !untouched(entries, index + 1)) return undefined;
  return stage.trace?.nodes.find(({ id }) => id === entries[index].from)?.output_shape;
}
