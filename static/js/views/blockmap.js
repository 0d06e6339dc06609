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

/** Over the blocks: the first track, what is between tracks, how round the corners are. */
const FIRST = 6;
const TRACK = 5;
const ROUND = 5;
/** An arc leaves so far right of its block. */
const FORK = 5;

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  /** @type {import('../lib/arcs.js').Ways | null} */
  let found = null;
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
    root.style.setProperty('--over', `${room()}px`);
    mark();
  };

  const room = () => (found?.tracks ? FIRST + TRACK * (found.tracks - 1) + 3 : 0);

  const mark = () => {
    const { trace, cursor } = store.get().stage;
    const step = trace?.steps[cursor];
    const blocks = buttons();
    for (const one of blocks) {
      const now = (one.dataset.block ?? '').split(' ').includes(step?.node ?? DATA);
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
    const drawn = found;
    if (drawn?.arcs.length)
      measured(
        () =>
          root.clientWidth
            ? blocks.map(({ offsetLeft, offsetWidth }) => ({ offsetLeft, offsetWidth }))
            : [],
        (spots) => drawn === found && draw(spots), // another network may have come since
      );
  };

  /** @param {{offsetLeft: number, offsetWidth: number}[]} spots   x, then the blocks */
  function draw(spots) {
    const { trace, cursor } = store.get().stage;
    if (!found || !trace || !spots.length) return;
    const { arcs, track } = found;
    const paths = arcs.map(({ node, from, to }) => {
      const fork = spots[from].offsetLeft + spots[from].offsetWidth + FORK;
      const land = spots[to + 1].offsetLeft + spots[to + 1].offsetWidth / 2;
      const y = room() - FIRST - TRACK * (track.get(from) ?? 0);
      const known = isKnown(trace, tensor(node, 'y'), cursor);
      return svg('path', {
        class: known ? 'passed' : '',
        attrs: {
          d: `M${fork} ${room() + 20}V${y + ROUND}q0 ${-ROUND} ${ROUND} ${-ROUND}H${land - ROUND}q${ROUND} 0 ${ROUND} ${ROUND}V${room()}`,
        },
      });
    });
    over.replaceChildren(...paths);
    const last = spots[spots.length - 1];
    over.style.width = `${last.offsetLeft + last.offsetWidth}px`;
  }

  store.on((state) => state.stage.trace, build);
  store.on((state) => state.reader.lang, build);
  store.on((state) => state.focus.opened, build);
  store.on((state) => state.stage.cursor, mark);
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
