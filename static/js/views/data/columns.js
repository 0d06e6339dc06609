// @ts-check
/**
 * The columns of a table: what each holds, its problems beside it, and what it is used as; searched
 * where there are many.
 */
import { clear, el } from '../../platform/dom.js';
import { tableHead } from '../../draw/table-head.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { MANY, matching, roles } from '../../lib/data/table.js';
import { ROLES, columnRow } from './column-row.js';

/** @typedef {import('../../lib/data/table.js').Column} Column */
/** @typedef {import('../../types.js').Flaw} Flaw */
/** @typedef {{columns: Column[], errors: Flaw[], chosen: boolean}} Shown   chosen: whether the
 *   reader has chosen a target */

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
    on: { click: () => give(unfound(shown.columns, searched.value), 'unused') },
  });
  const tools = el('div', { class: 'row' }, searched, others);
  const list = el('div', { class: 'list' });
  const more = el('p', { class: 'note' });
  const root = el('div', { class: 'columns-of' }, tools, list, more);
  /** @type {Shown} */
  let shown = { columns: [], errors: [], chosen: false };

  /**
   * The next choice may come before the server has answered this one.
   * @param {number[]} places
   * @param {Column['role']} role
   */
  const give = (places, role) => {
    const wanted = roles(shown.columns, places, role, shown.chosen);
    const columns = shown.columns.map((column, k) => ({ ...column, role: roleOf(wanted, k) }));
    shown = { ...shown, columns, chosen: true };
    wish(wanted);
  };

  const draw = () => keepingFocus(root, drawList);
  const drawList = () => {
    const { columns, errors } = shown;
    const all = matching(columns, searched.value);
    const rows = inOrder(all, columns.length)
      .slice(0, DRAWN)
      .map((one) => columnRow(one, errors, t, (role) => give([one.place], role)));
    clear(list);
    list.append(el('table', null, head(t), el('tbody', null, rows)));
    const none = all.length ? '' : t('samples.none');
    more.textContent = all.length > DRAWN ? t('samples.more', { n: all.length - DRAWN }) : none;
    tools.hidden = columns.length <= MANY;
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

/** @param {import('../../types.js').Translate} t */
const head = (t) => tableHead(['column', 'holds', 'role'].map((key) => t(`samples.${key}`)));

/** @param {{target: number[], inputs: number[]}} wanted @param {number} k */
function roleOf({ target, inputs }, k) {
  const [input, aim, none] = ROLES;
  if (target.includes(k)) return aim;
  return inputs.includes(k) ? input : none;
}

/**
 * Of many columns, those that are not searched for.
 * @param {Column[]} columns
 * @param {string} by
 */
function unfound(columns, by) {
  const kept = new Set(matching(columns, by).map(({ place }) => place));
  return columns.flatMap(({ role }, place) =>
    kept.has(place) || role === 'target' ? [] : [place],
  );
}

/**
 * Those with problems first among many: they are what keeps the table from being used.
 * @param {{column: Column, place: number}[]} found
 * @param {number} count   of all columns
 */
const inOrder = (found, count) =>
  count > MANY
    ? found.toSorted(
        (a, b) =>
          Number(b.column.problems > 0) - Number(a.column.problems > 0) ||
          rank(a.column) - rank(b.column),
      )
    : found;

/** Targets before inputs before what is not used. @param {Column} column */
const rank = ({ role }) => ['target', 'input', 'unused'].indexOf(role);
