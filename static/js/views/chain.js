// @ts-check
/**
 * The chain rule as beads: one column for each block, one row for each gradient, the shared
 * beginning aligned.
 */
import { LOSS } from '../lib/address.js';
import { afterPaint } from '../platform/after-paint.js';
import { el } from '../platform/dom.js';
import { partial } from '../draw/mathml.js';
import { measured } from '../draw/measured.js';
import { stateOf } from '../lib/chain.js';
import { elide } from '../lib/elide.js';
import { nodeName, parts, shortName, text } from '../lib/names.js';

/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Link} Link */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/** Where more names than this stand side by side, they are short. */
const SHORT = 3;
/** Columns are narrower than the header's line, but there are two more of them. */
const SHORT_COLUMNS = 5;

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
      root.replaceChildren(said, rows.node);
      const mark = (/** @type {number} */ at) => {
        said.replaceChildren(
          el('h3', null, t('chain.title')),
          middle(chain, trace.steps[at], trace, t) ?? '',
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

/** @param {Chain[]} chains @param {Trace} trace @param {Translate} t */
function beads(chains, trace, t) {
  const longest = chains.reduce((best, chain) =>
    chain.links.length > best.links.length ? chain : best,
  );
  const columns = longest.links.map(({ node }) => ({
    node,
    head: el(
      'span',
      { attrs: { role: 'columnheader' } },
      heading(node, longest.links.length - (SHORT_COLUMNS - SHORT), trace, t),
    ),
  }));
  const rows = chains.map(({ address, links }) => ({
    address,
    head: el('span', { attrs: { role: 'rowheader' } }, text(address, trace)),
    beads: links.map((link, k) => bead(link, k === 0, trace, t)),
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

/** @param {Link} link @param {boolean} first @param {Trace} trace @param {Translate} t */
function bead({ numerator, denominator }, first, trace, t) {
  const known = el('span', { class: 'sr' });
  const node = el(
    'span',
    { attrs: { role: 'cell' } },
    el('span', null, partial(parts(numerator, trace), parts(denominator, trace))),
    known,
  );
  let shown = '';
  return {
    node,
    /** @param {number} cursor */
    mark(cursor) {
      const state = stateOf(trace, denominator, cursor);
      if (state === shown) return;
      shown = state;
      node.className = `bead ${state}${first ? ' first' : ''}`;
      known.textContent = t(state === 'unknown' ? 'chain.unknown' : 'chain.known');
    },
  };
}

/** @param {string} id @param {number} count @param {Trace} trace @param {Translate} t */
function heading(id, count, trace, t) {
  const name = nodeName(id, trace, t);
  return count > SHORT && id !== LOSS && name.length > 4 ? shortName(id, t) : name;
}
