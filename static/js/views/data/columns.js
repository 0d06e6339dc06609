// @ts-check
/**
 * The columns of a table: what each holds, its problems beside it, and what it is used as; searched
 * where there are many.
 */
import { clear, el } from '../../platform/dom.js';
import { MANY, matching, problemsOf, roles, wrongWith } from '../../lib/data/table.js';
import { select } from './select.js';

/** @typedef {import('../../lib/data/table.js').Column} Column */
/** @typedef {import('../../types.js').Flaw} Flaw */

const ROLES = /** @type {const} */ (['input', 'target', 'unused']);
/** Rows that are drawn at once: the others are found by their name. */
const DRAWN = 60;

/**
 * @param {Pick<import('./dialog.js').Context, 't'>} context
 * @param {(wishes: {target: number[], inputs: number[]}) => void} wish
 */
export function createColumns({ t }, wish) {
  const searched = el('input', {
    dataset: { key: 'searched' },
    attrs: { type: 'search', autocomplete: 'off' },
    on: { input: () => draw() },
  });
  const others = el('button', {
    class: 'btn outlined',
    dataset: { key: 'others' },
    attrs: { type: 'button' },
    on: { click: () => dropOthers() },
  });
  const tools = el('div', { class: 'row' }, searched, others);
  const list = el('div', { class: 'list' });
  const more = el('p', { class: 'note' });
  const root = el('div', { class: 'columns-of' }, tools, list, more);
  /** @type {{columns: Column[], errors: Flaw[], chosen: boolean}} */
  let shown = { columns: [], errors: [], chosen: false };

  const found = () => matching(shown.columns, searched.value);

  /**
   * The next choice may come before the server has answered this one.
   * @param {number[]} places
   * @param {Column['role']} role
   */
  const give = (places, role) => {
    const wanted = roles(shown.columns, places, role, shown.chosen);
    const { target, inputs } = wanted;
    const [input, aim, none] = ROLES;
    const roleOf = (/** @type {number} */ k) => {
      if (target.includes(k)) return aim;
      return inputs.includes(k) ? input : none;
    };
    const columns = shown.columns.map((column, k) => ({ ...column, role: roleOf(k) }));
    shown = { ...shown, columns, chosen: true };
    wish(wanted);
  };

  /** Of many columns, those that are not found are left out. */
  const dropOthers = () => {
    const kept = new Set(found().map(({ place }) => place));
    give(
      shown.columns.flatMap(({ role }, place) =>
        kept.has(place) || role === 'target' ? [] : [place],
      ),
      'unused',
    );
  };

  /** What a column holds, and what comes of it. @param {Column} column */
  const holds = ({ type, role, becomes, gaps, form }) =>
    [
      t(`samples.type.${form ?? type}`),
      type === 'text' && role === 'input' && t('samples.becomes', { n: becomes }),
      gaps > 0 && t(gaps === 1 ? 'samples.gap' : 'samples.gaps', { n: gaps }),
    ]
      .filter(Boolean)
      .join(' · ');

  /** @param {Column} column @param {number} place */
  const row = (column, place) => {
    const wrong = problemsOf(shown.errors, column.name);
    const rest = Math.max(0, column.problems - 1);
    return el(
      'tr',
      { class: `${column.role}${wrong.length ? ' wrong' : ''}` },
      el('th', { attrs: { scope: 'row', title: column.name } }, column.name),
      el('td', null, holds(column)),
      el(
        'td',
        null,
        select(
          { key: `role${place}`, label: `${t('samples.role')}: ${column.name}` },
          ROLES.map((each) => t(`samples.role.${each}`)),
          ROLES.indexOf(column.role),
          (at) => give([place], ROLES[at]),
        ),
      ),
      el(
        'td',
        { class: 'why' },
        wrong.length > 0 && [
          t(...wrongWith(wrong[0])),
          rest > 0 && ` ${t('samples.wrong.more', { n: rest })}`,
        ],
      ),
    );
  };

  const draw = () => {
    const all = found();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    // Those with problems first among many: they are what keeps the table from being used.
    const sorted =
      shown.columns.length > MANY
        ? [...all].sort(
            (a, b) =>
              Number(b.column.problems > 0) - Number(a.column.problems > 0) ||
              rank(a.column) - rank(b.column),
          )
        : all;
    clear(list);
    list.append(
      el(
        'table',
        null,
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            ['column', 'holds', 'role'].map((key) =>
              el('th', { attrs: { scope: 'col' } }, t(`samples.${key}`)),
            ),
          ),
        ),
        el(
          'tbody',
          null,
          sorted.slice(0, DRAWN).map(({ column, place }) => row(column, place)),
        ),
      ),
    );
    const none = all.length ? '' : t('samples.none');
    more.textContent = all.length > DRAWN ? t('samples.more', { n: all.length - DRAWN }) : none;
    tools.hidden = shown.columns.length <= MANY;
    if (focused)
      /** @type {HTMLElement | null} */ (
        root.querySelector(`[data-key="${CSS.escape(focused)}"]`)
      )?.focus();
  };

  return {
    root,
    /**
     * @param {Column[]} columns
     * @param {Flaw[]} errors
     * @param {boolean} chosen   whether the reader has chosen a target
     */
    show(columns, errors, chosen) {
      shown = { columns, errors, chosen };
      searched.placeholder = t('samples.search', { n: columns.length });
      searched.setAttribute('aria-label', searched.placeholder);
      others.textContent = t('samples.others');
      draw();
    },
    /** Another table begins with all of its columns. */
    forget() {
      searched.value = '';
    },
  };
}

/** Targets before inputs before what is not used. @param {Column} column */
const rank = ({ role }) => ['target', 'input', 'unused'].indexOf(role);
