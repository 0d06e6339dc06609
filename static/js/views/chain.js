// @ts-check
/**
 * The chain rule as beads: one column for each block, one row for each gradient, the shared
 * beginning aligned.
 */
import { LOSS } from '../lib/address.js';
import { drawSoon } from '../platform/draw-soon.js';
import { el as made, hide } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { measured } from '../draw/measured.js';
import { elide } from '../lib/elide.js';
import { near } from '../lib/format.js';
import { el } from '../lib/sketch.js';
import { createBeads, heading, planOf } from './beads.js';

/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Translate} Translate */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add('chain-panel');
  /**
   * The rows that stand, of which a step changes only how far each is known.
   * @type {{trace: Trace | null, lang: string, beads: ReturnType<typeof createBeads> | null}}
   */
  let built = { trace: null, lang: '', beads: null };
  const said = made('header');
  const rest = made('div');

  const draw = () => {
    const {
      stage: { trace, cursor },
      focus: { chain },
      reader: { lang },
    } = store.get();
    const step = trace?.steps[cursor];
    hide(root, !trace || !chain?.length || !step || step.phase === 'forward');
    if (!trace || !chain?.length || root.hidden || !step) return;
    if (root.dataset.phase !== step.phase) root.dataset.phase = step.phase;
    const plan = planOf(chain, trace);
    if (built.trace !== trace || built.lang !== lang || !built.beads?.follow(plan)) {
      built = { trace, lang, beads: createBeads(plan, trace, t) };
      root.replaceChildren(said, built.beads?.node ?? '', rest);
    }
    redraw(rest, unlisted(chain, t));
    redraw(
      said,
      el('h3', null, t('chain.title')),
      several(chain, t) ?? middle(chain, step, trace, t),
    );
    built.beads?.mark(cursor);
    scroll(root);
  };
  const soon = drawSoon(draw);
  store.onAny(({ focus, stage, reader }) => [focus.chain, stage.cursor, reader.lang], soon);
}

/**
 * Where there are more columns than fit, the current one is in sight, and keys can reach the
 * others.
 * @param {HTMLElement} root
 */
function scroll(root) {
  const beads = root.querySelector('.chain');
  const now = root.querySelector('.col.now');
  if (!beads) return;
  measured(
    () => {
      const { left, right, width } = beads.getBoundingClientRect();
      const place = now?.getBoundingClientRect(); // data have no column
      return {
        wide: beads.scrollWidth > beads.clientWidth,
        by: place && (place.right > right || place.left < left) ? place.left - left - width / 2 : 0,
      };
    },
    ({ wide, by }) => {
      const stop = wide ? '0' : '-1';
      if (beads.getAttribute('tabindex') !== stop) beads.setAttribute('tabindex', stop);
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
