// @ts-check
/** Which parameters of a layer learn, and which are frozen. */
import { layerId, tensor } from '../../lib/address.js';
import { spell } from '../../lib/names.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/**
 * Whether a layer's parameters learn: a switch for all of them, and one for each.
 * @param {Entry} entry
 * @param {number} index
 * @param {State} state
 * @param {Pick<Context, 't'> & {build: Builder}} context
 */
export function learning(entry, index, { stage: { trace }, network: { draft } }, { t, build }) {
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
