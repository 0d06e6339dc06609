// @ts-check
/** Numbers of several networks, side by side. */
import { near } from '../../lib/format.js';
import { compare } from '../../lib/lesson.js';
import { cell, text } from '../../lib/names.js';
import { el } from '../../platform/dom.js';
import { tableHead } from '../../draw/table-head.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/lesson.js').Scene} Scene */
/** @typedef {NonNullable<import('../../types.js').State['teaching']['lesson']>} Open */

/**
 * @param {Scene} scene
 * @param {Open} lesson
 * @param {Pick<Context, 'store' | 't'>} context
 */
export function sideBySide({ compare: compared, labels }, { stand, beside }, { store, t }) {
  if (!compared || !stand) return [];
  const { lang } = store.get().reader;
  return [
    el(
      'table',
      { class: 'compared' },
      tableHead([null, ...(labels?.[lang] ?? [])]),
      el(
        'tbody',
        null,
        compare(compared, beside.traces, beside.losses).map(({ address, at, iteration, numbers }) =>
          el(
            'tr',
            null,
            el(
              'th',
              { attrs: { scope: 'row' } },
              address === null
                ? t('lesson.iteration', { n: (iteration ?? 0) + 1 })
                : [
                    compared.what === 'norm' && t('lesson.size'),
                    ' ',
                    at ? cell(address, at, beside.traces[0]) : text(address, beside.traces[0]),
                  ],
            ),
            numbers.map((number) => el('td', null, near(number, 3))),
          ),
        ),
      ),
    ),
  ];
}
