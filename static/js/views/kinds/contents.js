// @ts-check
/** What stands in the menu of kinds: the place in words, each kind as a button, what else to do. */
import { curveIcon } from '../../draw/curve-icon.js';
import { inLines } from '../../draw/lines.js';
import { formula } from '../../draw/mathml.js';
import { sentence } from '../../lib/problems.js';
import { nameOf } from '../../lib/catalog-words.js';
import { el } from '../../platform/dom.js';
import { listOf } from './list.js';
import { standsAt, titleOf, wireOf } from './place-words.js';

/** @typedef {import('../../answers.js').AnyKind} AnyKind */
/** @typedef {import('../../answers.js').Curve} Curve */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../acts/building/offering.js').Offer} Offer */
/** @typedef {import('../../acts/building/offering.js').Place} Place */

/**
 * @typedef {object} Chosen   what becomes of a click
 * @property {() => void} stay                of the kind that stands there
 * @property {(offer: Offer) => void} take    of another one
 * @property {() => void} settings
 * @property {() => void} remove
 */

/**
 * @param {Place} place
 * @param {Offer[]} offers
 * @param {{state: State, layers: import('../../lib/layers.js').Entry[], t: Translate, chosen:
 *   Chosen}} about
 */
export function contents(place, offers, { state, layers, t, chosen }) {
  const { role, index, swap } = place;
  const { catalog } = state.server;
  const { lang } = state.reader;
  const { trace } = state.stage;
  /** @type {Record<string, AnyKind & {curve?: Curve | null, group?: string}>} */
  const kinds = role === 'loss' ? catalog.losses : catalog.layers;
  const groups = Object.entries(role === 'loss' ? {} : catalog.groups);
  const own = standsAt(place, layers);
  const node = trace?.nodes.find(({ id }) => id === own);
  const replaced = role === 'loss' ? node : layers[index];
  const current = (swap && replaced?.kind) || null;
  const title = titleOf(place, { own, trace, t });
  const entry = (/** @type {Offer} */ offer) => {
    const kind = kinds[offer.kind];
    const inUse = offer.kind === current;
    return {
      element: item(offer, kind, { lang, t, inUse, chosen }),
      names: [offer.kind, ...Object.values(kind.title)],
      about: kind.summary[lang],
      group: inUse ? 'current' : (kind.group ?? ''),
      fits: !offer.errors,
    };
  };
  return [
    el('div', { class: 'head' }, el('b', null, title), el('span', null, wireOf(place, node, t))),
    ...listOf(
      offers.toSorted((a, b) => Number(b.kind === current) - Number(a.kind === current)).map(entry),
      {
        ...(current ? { current: t('build.in_use') } : {}),
        ...Object.fromEntries(groups.map(([name, words]) => [name, words[lang]])),
      },
      title,
      t,
    ),
    foot(place, t, chosen),
  ];
}

/**
 * @param {Offer} offer
 * @param {AnyKind & {curve?: Curve | null}} kind
 * @param {{lang: string, t: Translate, inUse: boolean, chosen: Chosen}} how
 */
const item = (offer, kind, { lang, t, inUse, chosen }) => {
  const { settings, errors } = offer;
  return el(
    'button',
    {
      dataset: { kind: offer.kind },
      class: errors ? 'unfit' : '',
      attrs: {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        title: errors?.[0] ? sentence(errors[0], t) : kind.summary[lang],
      },
      on: { click: () => (inUse ? chosen.stay() : chosen.take(offer)) },
    },
    curveIcon(kind.curve),
    el('b', null, kind.title[lang]),
    el('span', { class: 'says' }, inLines(formula(kind.formula.mathml, null))),
    el('small', null, inUse ? t('build.in_use') : noteOf(settings, kind.settings, t)),
    errors?.[0].code === 'unsuited' && el('span', { class: 'why' }, sentence(errors[0], t)),
  );
};

/** @param {Place} place @param {Translate} t @param {Chosen} chosen */
function foot({ role, index, swap }, t, { settings, remove }) {
  /** @param {string} words @param {() => void} click @param {Record<string, number>} [dataset] */
  const button = (words, click, dataset) =>
    el(
      'button',
      { class: 'btn outlined', dataset, attrs: { type: 'button' }, on: { click } },
      t(words),
    );
  return el(
    'div',
    { class: 'foot' },
    swap &&
      role === 'layer' && [
        button('build.settings', settings),
        button('build.remove', remove, { remove: index }),
      ],
    el('p', null, t('build.any')),
  );
}

/**
 * The settings that had to be guessed: units 3.
 * @param {import('../../types.js').Settings} settings
 * @param {Record<string, import('../../types.js').Setting>} declared
 * @param {Translate} t
 */
const noteOf = (settings, declared, t) =>
  Object.entries(settings)
    .filter(([name]) => declared[name]?.required)
    .map(([name, value]) => `${nameOf(name, t)} ${value}`)
    .join(', ');
