// @ts-check
/** The chain rule as beads: one column for each block, one row for each gradient, the shared beginning aligned. */
import { clear, el } from '../dom.js';
import { partial } from '../draw/mathml.js';
import { measured } from '../draw/measured.js';
import { stateOf } from '../lib/chain.js';
import { elide } from '../lib/elide.js';
import { nodeName, parts, text } from '../lib/names.js';

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
  const draw = () => {
    const { trace, chain, cursor } = store.get();
    clear(root);
    const step = trace?.steps[cursor];
    root.hidden = !trace || !chain?.length || !step || step.phase === 'forward';
    if (!trace || !chain?.length || root.hidden || !step) return;
    root.dataset.phase = step.phase;
    root.append(el('header', null, el('h3', null, t('chain.title')), middle(chain, step, trace, t)), beads(chain, trace, cursor, t));
    scroll(root);
  };
  store.on((state) => state.chain, draw);
  store.on((state) => state.cursor, draw);
  store.on((state) => state.lang, draw);
}

/** Where there are more columns than fit, the current one is in sight, and keys can reach the others. @param {HTMLElement} root */
function scroll(root) {
  const beads = root.querySelector('.chain'), now = root.querySelector('.col.now');
  if (!beads || !now) return;
  measured(() => {
    const { left, right, width } = beads.getBoundingClientRect(), place = now.getBoundingClientRect();
    return { wide: beads.scrollWidth > beads.clientWidth, by: place.right > right || place.left < left ? place.left - left - width / 2 : 0 };
  }, ({ wide, by }) => {
    beads.setAttribute('tabindex', wide ? '0' : '-1');
    if (by) beads.scrollLeft += by;
  });
}

/** What stands between the error and this parameter, the nearest block first. @param {Chain[]} chains @param {Step} step @param {Trace} trace @param {Translate} t */
function middle(chains, step, trace, t) {
  if (step.phase === 'backward' && step.node === 'loss') return el('span', { class: 'middle' }, t('chain.direct'));
  const mine = chains.find((chain) => chain.address === step.writes);
  if (!mine) return null;
  const names = mine.in_the_middle.map((id) => heading(id, mine.in_the_middle.length, trace, t));
  return el('span', { class: 'middle' }, `${t('chain.middle')} `, el('b', null, elide(names, 3, 2).join(' · ')));
}

/** @param {Chain[]} chains @param {Trace} trace @param {number} cursor @param {Translate} t */
function beads(chains, trace, cursor, t) {
  const longest = chains.reduce((best, chain) => (chain.links.length > best.links.length ? chain : best));
  const step = trace.steps[cursor], columns = longest.links.map((link) => link.node);
  return el('div', { class: 'chain', style: { '--n': columns.length }, attrs: { role: 'table', 'aria-label': t('chain.title') } },
    el('div', { class: 'row', attrs: { role: 'row' } }, el('span', { attrs: { role: 'cell' } }), columns.map((id) =>
      el('span', { class: id === step.node ? 'col now' : 'col', attrs: { role: 'columnheader' } }, heading(id, columns.length - (SHORT_COLUMNS - SHORT), trace, t)))),
    chains.map((chain) => el('div', { class: 'row', attrs: { role: 'row' } },
      el('span', { class: chain.address === step.writes ? 'to now' : 'to', attrs: { role: 'rowheader' } }, text(chain.address, trace)),
      chain.links.map((link, k) => bead(link, k === 0, trace, cursor, t)))));
}

/** @param {Link} link @param {boolean} first @param {Trace} trace @param {number} cursor @param {Translate} t */
function bead({ numerator, denominator }, first, trace, cursor, t) {
  const state = stateOf(trace, denominator, cursor);
  return el('span', { class: `bead ${state}${first ? ' first' : ''}`, attrs: { role: 'cell' } },
    el('span', null, partial(parts(numerator, trace), parts(denominator, trace))),
    el('span', { class: 'sr' }, t(state === 'unknown' ? 'chain.unknown' : 'chain.known')));
}

/** @param {string} id @param {number} count @param {Trace} trace @param {Translate} t */
function heading(id, count, trace, t) {
  const name = nodeName(id, trace, t);
  return count > SHORT && id !== 'loss' && name.length > 4 ? t('layer.short', { n: id.slice(1) }) : name;
}
