// @ts-check
/**
 * The beads of chains: one column for each block, one row for each gradient. A step that goes on
 * keeps the rows that stay.
 */
import { isPart, LOSS } from '../lib/address.js';
import { call, el } from '../platform/dom.js';
import { partial } from '../draw/mathml.js';
import { gradientAt, laid, stateOf } from '../lib/chain.js';
import { nodeName, parts, shortName, text } from '../lib/names.js';

/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/** Where more names than this stand side by side, they are short. */
const SHORT = 3;
/** Columns are narrower than the header's line, but there are two more of them. */
const SHORT_COLUMNS = 5;
/** A name of so many letters is written smaller in its bead. */
const LONG = 4;

/**
 * What stands where: the columns, and each row with what tells its beads from others.
 * @param {Chain[]} chains
 * @param {Trace} trace
 */
export function planOf(chains, trace) {
  const ways = chains.flatMap(({ address, paths }) => paths.map((path) => ({ address, path })));
  const { columns, rows } = laid(
    trace,
    ways.map(({ path }) => path),
  );
  return {
    columns,
    rows: ways.map(({ address }, k) => ({
      address,
      again: ways[k - 1]?.address === address,
      beads: rows[k].map((bead) => ({ ...bead, key: keyOf(bead) })),
    })),
  };
}

/** What tells a bead from another. @param {import('../lib/chain.js').Bead} bead */
const keyOf = ({ link, column, skipped, above }) =>
  `${link.numerator} ${link.denominator} ${link.node} ${link.input} ${column} ${skipped} ${above}`;

/** @typedef {ReturnType<typeof planOf>} Plan */

/** @param {Plan} plan @param {Trace} trace @param {Translate} t */
export function createBeads(plan, trace, t) {
  const many = plan.columns.length - (SHORT_COLUMNS - SHORT);
  const columns = plan.columns.map((node) => ({
    node,
    head: el('span', { attrs: { role: 'columnheader' } }, heading(node, many, trace, t)),
  }));
  const rows = plan.rows.map((row) => createRow(row, trace, t));
  const node = el(
    'div',
    {
      class: 'chain',
      style: { '--n': columns.length },
      attrs: { role: 'table', 'aria-label': t('chain.title') },
    },
    el(
      'div',
      { class: 'row', attrs: { role: 'row' } },
      el('span', { class: 'corner', attrs: { role: 'cell' } }),
      columns.map(({ head }) => head),
    ),
    rows.map((row) => row.node),
  );
  return {
    node,
    /**
     * Becomes another plan as long as the columns stay, bead by bead; else says that it cannot.
     * @param {Plan} other
     */
    follow(other) {
      if (String(other.columns) !== String(plan.columns) || other.rows.length !== rows.length)
        return false;
      for (const [k, row] of other.rows.entries()) rows[k].follow(row);
      return true;
    },
    /** @param {number} cursor */
    mark(cursor) {
      const step = trace.steps[cursor];
      for (const { node: id, head } of columns) call(head, id === step.node ? 'col now' : 'col');
      for (const row of rows) row.mark(cursor);
    },
  };
}

/** @param {Plan['rows'][0]} first @param {Trace} trace @param {Translate} t */
function createRow(first, trace, t) {
  let row = first;
  const head = el('span', { attrs: { role: 'rowheader' } }, nameOf(row, trace));
  let each = row.beads.map((one) => bead(one, trace, t));
  const node = el(
    'div',
    { class: 'row', attrs: { role: 'row' } },
    head,
    each.map((one) => one.node),
  );
  return {
    node,
    /** Beads that stay are the same ones. @param {Plan['rows'][0]} next */
    follow(next) {
      if (next.address !== row.address || next.again !== row.again)
        head.replaceChildren(...nameOf(next, trace));
      const old = each;
      each = next.beads.map((one, k) => (one.key === old[k]?.key ? old[k] : bead(one, trace, t)));
      for (const [k, one] of each.entries()) {
        if (one === old[k]) continue;
        if (old[k]) old[k].node.replaceWith(one.node);
        else node.append(one.node);
      }
      for (const one of old.slice(each.length)) one.node.remove();
      row = next;
    },
    /** @param {number} cursor */
    mark(cursor) {
      call(head, row.address === trace.steps[cursor].writes ? 'to now' : 'to');
      for (const one of each) one.mark(cursor);
    },
  };
}

/** @param {Plan['rows'][0]} row @param {Trace} trace */
const nameOf = ({ address, again }, trace) =>
  again ? plus(address, trace) : [text(address, trace)];

/**
 * What stands before the second way to the same tensor, and the others.
 * @param {string} address
 * @param {Trace} trace
 */
const plus = (address, trace) => [
  el('span', { class: 'plus-op', attrs: { 'aria-hidden': 'true' } }, '+'),
  el('span', { class: 'sr' }, `+ ${text(address, trace)}`),
];

/** @param {Plan['rows'][0]['beads'][0]} place @param {Trace} trace @param {Translate} t */
function bead({ key, link, column, skipped, above }, trace, t) {
  const known = el('span', { class: 'sr' });
  const gradient = gradientAt(trace, link);
  const below = isPart(gradient) ? gradient : link.denominator;
  const node = el(
    'span',
    { style: { gridColumn: column + 2, '--skip': skipped + 1 }, attrs: { role: 'cell' } },
    el('span', { class: 'factor' }, partial(parts(link.numerator, trace), parts(below, trace))),
    known,
  );
  const wide = parts(below, trace).base.length >= LONG;
  const look = ['bead', column === 0 && 'first', above && 'above', wide && 'long']
    .filter(Boolean)
    .join(' ');
  let shown = '';
  return {
    key,
    node,
    /** @param {number} cursor */
    mark(cursor) {
      const state = stateOf(trace, gradient, cursor);
      if (state === shown) return;
      shown = state;
      node.className = `${look} ${state}`;
      known.textContent = t(state === 'unknown' ? 'chain.unknown' : 'chain.known');
    },
  };
}

/** @param {string} id @param {number} count @param {Trace} trace @param {Translate} t */
export function heading(id, count, trace, t) {
  const name = nodeName(id, trace, t);
  return count > SHORT && id !== LOSS && name.length > 4 ? shortName(id, t) : name;
}
