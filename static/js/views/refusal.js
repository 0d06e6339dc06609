// @ts-check
/**
 * What speaks against a change that cannot be computed, and what mends it: in the panel, and over
 * the stage, which still shows the network of before.
 */
import { el } from '../platform/dom.js';
import { misfit, told, unequal } from '../lib/misfit.js';
import { sentence } from '../lib/problems.js';
import { proposals } from '../lib/what-if.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Translate} Translate */
/** @typedef {ReturnType<typeof import('../acts/builder.js').createBuilder>} Builder */
/** @typedef {import('../lib/misfit.js').Misfit} Misfit */

/** Errors that are told at once. */
const MOST = 3;

/** @param {State} state @param {{t: Translate, build: Builder}} context */
export function refusal(state, { t, build }) {
  const { draft } = state.network;
  if (!draft) return null;
  const clash = misfit(draft.errors, draft.layers.length);
  return el(
    'div',
    { class: 'refused', attrs: { role: 'status' } },
    el('b', null, clash ? t('build.clash', { pair: unequal(clash, t) }) : t('build.refused')),
    clash
      ? el('p', null, told(clash, nameAt(clash.index, state, t), t))
      : draft.errors.slice(0, MOST).map((flaw) => el('p', null, sentence(flaw, t))),
    el('p', { class: 'help' }, t('build.mend')),
    ways(clash, state, { t, build }),
  );
}

/**
 * That the stage is that of before, over it.
 * @param {State} state
 * @param {{t: Translate, build: Builder}} context
 */
export function before(state, { t, build }) {
  const { draft } = state.network;
  if (!draft) return null;
  const clash = misfit(draft.errors, draft.layers.length);
  return el(
    'div',
    { class: 'before', attrs: { role: 'note' } },
    el('p', null, el('b', null, t('build.before')), ' ', t('build.before.say')),
    clash && el('p', null, told(clash, nameAt(clash.index, state, t), t)),
    ways(clash, state, { t, build }),
  );
}

/**
 * The layer that would make it fit, any other, and the way back.
 * @param {Misfit | null} clash
 * @param {State} state
 * @param {{t: Translate, build: Builder}} context
 */
function ways(clash, { server: { catalog }, reader: { lang }, network: { draft } }, { t, build }) {
  const kind = clash?.insert && catalog.layers[clash.insert];
  /** @param {Misfit} at @param {string} name */
  const insert = async (at, name) => {
    await build.insert(at.index, name, proposals(catalog.layers[name].settings, [])[0]);
    const made = document.querySelector(`.arch [data-key="row${at.index}"]`);
    if (made instanceof HTMLElement) made.focus();
  };
  const unread = draft?.errors.filter(({ code }) => code === 'dead_end') ?? [];
  return el(
    'div',
    { class: 'row' },
    unread.map((flaw, k) => {
      const index = Number(flaw.pointer.split('/').at(-1));
      const name = draft?.layers[index]?.label || t('layer', { n: index + 1 });
      return el(
        'button',
        {
          class: 'btn solid',
          dataset: { key: `unread${k}` },
          attrs: { type: 'button' },
          on: { click: () => build.remove(index) },
        },
        t('build.unread', { name }),
      );
    }),
    clash &&
      kind &&
      el(
        'button',
        {
          class: 'btn solid',
          dataset: { mend: clash.insert ?? '', key: 'mend' },
          attrs: { type: 'button' },
          on: { click: () => insert(clash, clash.insert ?? '') },
        },
        t('build.insert.kind', { kind: kind.title[lang] }),
      ),
    clash &&
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { insert: clash.index, key: 'other' },
          attrs: { type: 'button', 'aria-haspopup': 'menu' },
        },
        t('build.insert.fitting'),
      ),
    el(
      'button',
      {
        class: 'btn outlined',
        dataset: { key: 'discard' },
        attrs: { type: 'button' },
        on: { click: build.discard },
      },
      t('build.discard'),
    ),
  );
}

/**
 * "RL3 (Linear)", or the error's kind.
 * @param {number} index
 * @param {State} state
 * @param {Translate} t
 */
function nameAt(
  index,
  { network: { draft }, stage: { trace }, server: { catalog }, reader: { lang } },
  t,
) {
  const entry = draft?.layers[index];
  if (entry) {
    const name = entry.label || t('layer', { n: index + 1 });
    return `${name} (${catalog.layers[entry.kind]?.title[lang] ?? entry.kind})`;
  }
  const own = trace?.nodes.find(({ id }) => id === 'loss')?.kind ?? '';
  return catalog.losses[draft?.patch.network?.loss?.kind ?? own]?.title[lang] ?? t('error');
}
