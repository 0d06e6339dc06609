// @ts-check
/** What is wrong with a table: how many columns say so themselves, and all else in words. */
import { el } from '../../platform/dom.js';
import { problemsOfAll, wrongWith } from '../../lib/data/table.js';

/**
 * @param {Partial<import('../../answers.js').Unread> | null | undefined} table   as far as it could
 *   be read
 * @param {import('../../types.js').Flaw[]} errors
 * @param {import('../../types.js').Translate} t
 */
export function problems(table, errors, t) {
  const read = table?.columns;
  const general = problemsOfAll(errors, read ?? []);
  const untold = read ? 0 : Math.max(0, (table?.problems ?? 0) - errors.length);
  const held = (read ?? []).filter((column) => column.problems).length;
  const key = held === 1 ? 'samples.wrong.column' : 'samples.wrong.columns';
  return [
    held > 0 && el('p', { class: 'problems' }, t(key, { n: held })),
    general.length > 0 &&
      el(
        'ul',
        { class: 'problems' },
        general.map((flaw) => el('li', null, t(...wrongWith(flaw)))),
        untold > 0 && el('li', null, t('samples.wrong.more', { n: untold })),
      ),
  ].filter((part) => part !== false);
}
