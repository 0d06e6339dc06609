// @ts-check
/**
 * The chain rule as beads: one column for each block, one row for each gradient, the shared
 * beginning aligned.
 */
import { isPart, LOSS } from '../lib/address.js';
import { afterPaint } from '../platform/after-paint.js';
import { el } from '../platform/dom.js';
import { partial } from '../draw/mathml.js';
import { measured } from '../draw/measured.js';
import { gradientAt, laid, stateOf } from '../lib/chain.js';
import { elide } from '../lib/elide.js';
import { near } from '../lib/format.js';
import { nodeName, parts, shortName, text } from '../lib/names.js';

/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/** Where more names than this stand side by side, they are short. */
const SHORT = 3;
/** Columns are narrower than the header's line, but there are two more of them. */
const SHORT_COLUMNS = 5;
/** A name of so many letters is written smaller in its bead. */
const LONG = 4;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add('chain-panel');
  /**
   * The rows that stand, of which a step changes only how far each is known.
   * @type {{chain: Chain[] | null, trace: Trace | null, lang: string, mark: (cursor: number) =>
   *   void}}
   */
  let built = { chain: null, trace: null, lang: '', mark: () => {} };

  const draw = () => {
    const {
      stage: { trace, cursor },
      focus: { chain },
      reader: { lang },
    } = store.get();
    const step = trace?.steps[cursor];
    root.hidden = !trace || !chain?.length || !step || step.phase === 'forward';
    if (!trace || !chain?.length || root.hidden || !step) return;
    root.dataset.phase = step.phase;
    if (built.trace !== trace || built.lang !== lang || !sameChains(built.chain, chain)) {
      const rows = beads(chain, trace, t);
      const said = el('header');
      root.replaceChildren(said, rows.node, unlisted(chain, t) ?? '');
      const mark = (/** @type {number} */ at) => {
        said.replaceChildren(
          el('h3', null, t('chain.title')),
          several(chain, t) ?? middle(chain, trace.steps[at], trace, t) ?? '',
        );
        rows.mark(at);
      };
      built = { chain, trace, lang, mark };
    }
    built.mark(cursor);
    scroll(root);
  };
  const soon = afterPaint(draw);
  store.onAny(({ focus, stage, reader }) => [focus.chain, stage.cursor, reader.lang], soon);
}

/**
 * The same rows come in a new list at every step.
 * @param {Chain[] | null} some
 * @param {Chain[]} others
 */
const sameChains = (some, others) =>
  some?.length === others.length && some.every((chain, k) => chain === others[k]);

/**
 * Where there are more columns than fit, the current one is in sight, and keys can reach the
 * others.
 * @param {HTMLElement} root
 */
function scroll(root) {
  const beads = root.querySelector('.chain');
  const now = root.querySelector('.col.now');
  if (!beads || !now) return;
  measured(
    () => {
      const { left, right, width } = beads.getBoundingClientRect();
      const place = now.getBoundingClientRect();
      return {
        wide: beads.scrollWidth > beads.clientWidth,
        by: place.right > right || place.left < left ? place.left - left - width / 2 : 0,
      };
    },
    ({ wide, by }) => {
      beads.setAttribute('tabindex', wide ? '0' : '-1');
      if (by) beads.scrollLeft += by;
    },
  );
}

/**
 * What stands between the error and this parameter, the nearest block first.
 * @param {Chain[]} chains
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
function middle(chains, step, trace, t) {
  if (step.phase === 'backward' && step.node === LOSS)
    return el('span', { class: 'middle' }, t('chain.direct'));
  const mine = chains.find((chain) => chain.address === step.writes);
  if (!mine) return null;
  const names = mine.in_the_middle.map((id) => heading(id, mine.in_the_middle.length, trace, t));
  return el(
    'span',
    { class: 'middle' },
    `${t('chain.middle')} `,
    el('b', null, elide(names, 3, 2).join(' · ')),
  );
}

/**
 * How many ways lead from the error to a tensor that is used several times.
 * @param {Chain[]} chains
 * @param {Translate} t
 */
function several(chains, t) {
  const n = chains[0].path_count;
  return n > 1 ? el('span', { class: 'middle' }, t('chain.paths', { n: counted(n) })) : null;
}

/** What of them is not listed. @param {Chain[]} chains @param {Translate} t */
function unlisted([{ paths, path_count: count }], t) {
  const n = count - paths.length;
  return n > 0 ? el('p', { class: 'unlisted' }, t('chain.unlisted', { n: counted(n) })) : null;
}

/** A count of paths may be larger than any list of them. @param {number} n */
const counted = (n) => (Number.isSafeInteger(n) ? String(n) : near(n, 3));

/** @param {Chain[]} chains @param {Trace} trace @param {Translate} t */
function beads(chains, trace, t) {
  const ways = chains.flatMap(({ address, paths }) => paths.map((path) => ({ address, path })));
  const places = laid(
    trace,
    ways.map(({ path }) => path),
  );
  const many = places.columns.length - (SHORT_COLUMNS - SHORT);
  const columns = places.columns.map((node) => ({
    node,
    head: el('span', { attrs: { role: 'columnheader' } }, heading(node, many, trace, t)),
  }));
  const rows = ways.map(({ address }, k) => ({
    address,
    head: el(
      'span',
      { attrs: { role: 'rowheader' } },
      ways[k - 1]?.address === address ? plus(address, trace) : text(address, trace),
    ),
    beads: places.rows[k].map((one) => bead(one, trace, t)),
  }));
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
      el('span', { attrs: { role: 'cell' } }),
      columns.map(({ head }) => head),
    ),
    rows.map((row) =>
      el(
        'div',
        { class: 'row', attrs: { role: 'row' } },
        row.head,
        row.beads.map((one) => one.node),
      ),
    ),
  );
  return {
    node,
    /** @param {number} cursor */
    mark(cursor) {
      const step = trace.steps[cursor];
      for (const { node: id, head } of columns)
        head.className = id === step.node ? 'col now' : 'col';
      for (const { address, head, beads: each } of rows) {
        head.className = address === step.writes ? 'to now' : 'to';
        for (const one of each) one.mark(cursor);
      }
    },
  };
}

/**
 * What stands before the second way to the same tensor, and the others.
 * @param {string} address
 * @param {Trace} trace
 */
const plus = (address, trace) => [
  el('span', { class: 'plus-op', attrs: { 'aria-hidden': 'true' } }, '+'),
  el('span', { class: 'sr' }, `+ ${text(address, trace)}`),
];

/** @param {import('../lib/chain.js').Bead} place @param {Trace} trace @param {Translate} t */
function bead({ link, column, skipped, above }, trace, t) {
  const known = el('span', { class: 'sr' });
  const gradient = gradientAt(trace, link);
  const below = isPart(gradient) ? gradient : link.denominator;
  const node = el(
    'span',
    { style: { gridColumn: column + 2, '--skip': skipped + 1 }, attrs: { role: 'cell' } },
    el('span', null, partial(parts(link.numerator, trace), parts(below, trace))),
    known,
  );
  const wide = parts(below, trace).base.length >= LONG;
  const look = ['bead', column === 0 && 'first', above && 'above', wide && 'long']
    .filter(Boolean)
    .join(' ');
  let shown = '';
  return {
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
function heading(id, count, trace, t) {
  const name = nodeName(id, trace, t);
  return count > SHORT && id !== LOSS && name.length > 4 ? shortName(id, t) : name;
}
