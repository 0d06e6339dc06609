// @ts-check
/**
 * On small screens: all the blocks in a row, the current one filled, and over them which values are
 * used again; touching one brings it into the window.
 */
import { DATA, tensor } from '../lib/address.js';
import { ways } from '../lib/arcs.js';
import { board } from '../lib/board.js';
import { nodeName } from '../lib/names.js';
import { isKnown } from '../lib/steps.js';
import { folded } from '../lib/together.js';
import { clear, el, svg } from '../platform/dom.js';
import { measured } from '../draw/measured.js';
import { SMALL } from './drawing.js';

/** Over the blocks: the first track, what is between tracks, how round the corners are. */
const FIRST = 6;
const TRACK = 5;
const ROUND = 5;
/** An arc leaves so far right of its block. */
const FORK = 5;

/**
 * @typedef {import('../lib/arcs.js').Ways} Ways
 * @typedef {{offsetLeft: number, offsetWidth: number}} Spot   of a button, in the row
 */

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  /** @type {Ways | null} */
  let found = null;
  const small = matchMedia(SMALL); // elsewhere nobody sees it
  const over = svg('svg', { class: 'over', attrs: { 'aria-hidden': 'true' } });
  const buttons = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll('button')]);

  const build = () => {
    const {
      stage: { trace },
      focus: { opened },
    } = store.get();
    clear(root);
    found = null;
    root.setAttribute('aria-label', t('map.label'));
    if (trace) {
      const places = board(trace, folded(trace, opened));
      found = ways(trace, places);
      const blocks = places.blocks.map(({ node, nodes, name }) =>
        button(nodes, name ?? nodeName(node, trace, t)),
      );
      root.append(button([DATA], 'x'), ...blocks, over);
    }
    root.style.setProperty('--over', `${room(found)}px`);
    mark();
  };

  const mark = () => {
    if (!small.matches) return;
    const { trace, cursor } = store.get().stage;
    const blocks = buttons();
    markCurrent(root, blocks, trace?.steps[cursor]?.node ?? DATA);
    const drawn = found;
    if (drawn?.arcs.length)
      measured(
        () =>
          root.clientWidth
            ? blocks.map(({ offsetLeft, offsetWidth }) => ({ offsetLeft, offsetWidth }))
            : [],
        (spots) => drawn === found && draw(drawn, spots), // another network may have come since
      );
  };

  /** @param {Ways} drawn @param {Spot[]} spots   x, then the blocks */
  function draw(drawn, spots) {
    const { trace, cursor } = store.get().stage;
    if (!trace || !spots.length) return;
    const paths = drawn.arcs.map((arc) => {
      const known = isKnown(trace, tensor(arc.node, 'y'), cursor);
      return svg('path', { class: known ? 'passed' : '', attrs: { d: path(drawn, arc, spots) } });
    });
    over.replaceChildren(...paths);
    const last = spots[spots.length - 1];
    over.style.width = `${last.offsetLeft + last.offsetWidth}px`;
  }

  store.onAny(({ stage, reader, focus }) => [stage.trace, reader.lang, focus.opened], build);
  store.on((state) => state.stage.cursor, mark);
  small.addEventListener('change', mark);
}

/**
 * How much is kept free over the blocks for what is used again.
 * @param {Ways | null} found
 */
const room = (found) => (found?.tracks ? FIRST + TRACK * (found.tracks - 1) + 3 : 0);

/**
 * Up beside the block that gives the value, along its track, and down onto the one that uses it.
 * @param {Ways} found
 * @param {import('../lib/arcs.js').Arc} arc
 * @param {Spot[]} spots
 */
function path(found, { from, to }, spots) {
  const bottom = room(found);
  const fork = spots[from].offsetLeft + spots[from].offsetWidth + FORK;
  const land = spots[to + 1].offsetLeft + spots[to + 1].offsetWidth / 2;
  const y = bottom - FIRST - TRACK * (found.track.get(from) ?? 0);
  return (
    `M${fork} ${bottom + 20}V${y + ROUND}q0 ${-ROUND} ${ROUND} ${-ROUND}` +
    `H${land - ROUND}q${ROUND} 0 ${ROUND} ${ROUND}V${bottom}`
  );
}

/**
 * Fills the block of a node and scrolls the row to it.
 * @param {HTMLElement} root
 * @param {HTMLElement[]} blocks
 * @param {string} node
 */
function markCurrent(root, blocks, node) {
  for (const one of blocks) {
    const now = (one.dataset.block ?? '').split(' ').includes(node);
    if (now) one.setAttribute('aria-current', 'step');
    else one.removeAttribute('aria-current');
    if (now)
      measured(
        () => root.clientWidth && one.offsetLeft - (root.clientWidth - one.offsetWidth) / 2,
        (left) => {
          if (left) root.scrollTo({ left });
        },
      );
  }
}

/** @param {string[]} nodes @param {string} name */
const button = (nodes, name) =>
  el(
    'button',
    {
      dataset: { block: nodes.join(' ') },
      attrs: { type: 'button' },
      on: { click: () => bring(nodes[0]) },
    },
    name,
  );

/** @param {string} id */
function bring(id) {
  const scroller = document.querySelector('.scroller');
  const block =
    id === DATA
      ? scroller?.querySelector('.wire')
      : scroller?.querySelector(`.frame[data-nodes~="${id}"]`);
  block?.scrollIntoView({
    inline: 'center',
    block: 'nearest',
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  });
}
