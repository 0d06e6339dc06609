// @ts-check
/**
 * Another kind of error or optimizer begins with settings of its own; what was set before it under
 * the same name is told, and can be had again.
 */
import { writeNumber } from '../../lib/number.js';
import { nameOf } from '../../lib/catalog-words.js';
import { proposals } from '../../lib/what-if.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Settings} Settings */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Value} Value */
/** @typedef {Record<string, import('../../types.js').Setting>} Declared */
/** @typedef {NonNullable<State['network']['offered']>} Offered */

/**
 * What a kind begins with. Settings of the same name go on with their values, where the new kind
 * has none of its own to begin with.
 * @param {'loss' | 'optimizer'} role
 * @param {string} kind
 * @param {Declared} declared   the kind's
 * @param {Settings} values     of the one before it
 * @returns {Offered}
 */
export function offerOf(role, kind, declared, values) {
  const [settings] = proposals(declared, [], carried(declared, values));
  const before = Object.keys(settings)
    .filter((name) => name in values && values[name] !== settings[name])
    .map((name) => [name, values[name]]);
  return { role, kind, settings, before: Object.fromEntries(before) };
}

/**
 * Only what must be given and has no value to begin with: what has a default takes that of its new
 * kind.
 * @param {Declared} declared
 * @param {Settings} values
 */
const carried = (declared, values) =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => declared[name]?.required && typeof declared[name].recommended !== 'number',
    ),
  );

/**
 * A line for each setting that still stands as the kind began, and was another before.
 * @param {import('../../answers.js').AnyKind | undefined} own
 * @param {{role: 'loss' | 'optimizer', kind: string, values: Settings, state: State, t:
 *   import('../../types.js').Translate, build: import('./role-form.js').Builder}} form
 */
export function begunWith(own, { role, kind, values, state, t, build }) {
  const {
    network: { offered },
    reader: { lang },
  } = state;
  if (!own || offered?.role !== role || offered.kind !== kind) return [];
  return Object.entries(offered.before)
    .filter(([name]) => values[name] === offered.settings[name])
    .map(([name, before]) => {
      const said = {
        name: nameOf(name, t),
        kind: own.title[lang],
        now: writeNumber(values[name]),
        before: writeNumber(before),
      };
      const keep = () => build.set(role, { [name]: before });
      return el(
        'p',
        { class: 'help offered', attrs: { role: 'status' } },
        t('build.offered', said),
        ' ',
        el(
          'button',
          {
            class: 'more',
            dataset: { key: `keep-${name}` },
            attrs: { type: 'button' },
            on: { click: keep },
          },
          t('build.offered.keep', { before: said.before }),
        ),
      );
    });
}
