// @ts-check
/**
 * Below a long board: the whole hairpin, small, with the block at work and the part in view. It is
 * dragged, clicked and moved by keys as a scrollbar is.
 */
import { createHairpin } from '../draw/hairpin.js';
import { el } from '../platform/dom.js';
import { nodeName } from '../lib/names.js';
import { phaseAt } from '../lib/steps.js';
import { folded } from '../lib/together.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../draw/places.js').Places} Places */

/** A network of more blocks has one, where the page is no window on a single block. */
const MANY = 7;

/**
 * @param {Pick<Context, 'store' | 't'>} context
 * @param {HTMLElement} scroller
 */
export function createOverview({ store, t }, scroller) {
  const hairpin = createHairpin();
  const view = el('i', { class: 'view' });
  const node = createBar(hairpin.node, view);
  let wide = 1;
  let waiting = false;

  /** Which layers are folded. @param {Trace} trace */
  const together = (trace) => folded(trace, store.get().focus.opened);

  const look = () => {
    waiting = false;
    const { trace } = store.get().stage;
    const part = partInView(scroller, wide, view);
    node.setAttribute('aria-valuenow', String(part.percent));
    const stops = hairpin.stops();
    const seen = stops.filter(part.holds);
    if (!trace || !seen.length) return;
    const called = (/** @type {string} */ id) =>
      together(trace).find(({ key }) => key === id)?.name ?? nodeName(id, trace, t);
    const [first, last] = [seen[0], seen[seen.length - 1]].map(({ id }) => called(id));
    node.setAttribute('aria-valuetext', t('overview.seen', { first, last, count: stops.length }));
  };
  const soon = () => {
    if (waiting || node.hidden) return;
    waiting = true;
    requestAnimationFrame(look);
  };
  drag(node, scroller, () => wide);
  moveByKeys(node, scroller, () => wide);
  scroller.addEventListener('scroll', soon, { passive: true });

  return {
    node,
    /**
     * Whether it is there, which the board's height depends on.
     * @param {Trace | null} trace
     * @param {boolean} window
     */
    room(trace, window) {
      node.hidden = window || !trace || countOf(trace, together(trace)) < MANY;
      node.setAttribute('aria-label', t('overview.label'));
    },
    /** Of a board that has just been drawn. @param {{places: Places, margin: number}} lie */
    draw({ places, margin }) {
      if (node.hidden) return;
      wide = scroller.scrollWidth;
      hairpin.draw(places, { margin, width: wide });
      look();
    },
    /** @param {Trace} trace @param {number} cursor */
    mark(trace, cursor) {
      if (node.hidden) return;
      hairpin.mark(trace, cursor);
      node.dataset.phase = phaseAt(trace, cursor);
    },
  };
}

/**
 * @param {Node} picture
 * @param {HTMLElement} view
 */
const createBar = (picture, view) =>
  el(
    'div',
    {
      class: 'overview',
      attrs: {
        role: 'scrollbar',
        tabindex: 0,
        'aria-orientation': 'horizontal',
        'aria-controls': 'stage-scroller',
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': 0,
        hidden: true,
      },
    },
    picture,
    view,
  );

/**
 * How many blocks stand on the board: of layers that are folded, one.
 * @param {Trace} trace
 * @param {ReturnType<typeof folded>} together
 */
function countOf(trace, together) {
  const standing = (/** @type {string} */ id) =>
    !together.some(({ key, nodes }) => key !== id && nodes.includes(id));
  return trace.nodes.filter(({ id, role }) => (role === 'layer' || role === 'loss') && standing(id))
    .length;
}

/**
 * Lays the view where the board has been scrolled to, and says what lies in it.
 * @param {HTMLElement} scroller
 * @param {number} wide   all that is scrolled
 * @param {HTMLElement} view
 */
function partInView({ scrollLeft, clientWidth }, wide, view) {
  view.style.left = `${(scrollLeft / wide) * 100}%`;
  view.style.width = `${Math.min(1, clientWidth / wide) * 100}%`;
  return {
    percent: Math.round((100 * scrollLeft) / Math.max(1, wide - clientWidth)),
    /** @param {{left: number, right: number}} block */
    holds({ left, right }) {
      const middle = (left + right) / 2;
      return middle >= scrollLeft && middle <= scrollLeft + clientWidth;
    },
  };
}

/**
 * The part in view is taken where it is; elsewhere its middle comes under the pointer.
 * @param {HTMLElement} node
 * @param {HTMLElement} scroller
 * @param {() => number} wide
 */
function drag(node, scroller, wide) {
  /** @type {number | null} */
  let held = null;
  /** The middle of the view at a share of the whole. @param {number} share */
  const go = (share) => {
    scroller.scrollLeft = share * wide() - scroller.clientWidth / 2;
  };
  const shareAt = (/** @type {PointerEvent} */ event) => {
    const { left, width } = node.getBoundingClientRect();
    return (event.clientX - left) / width;
  };
  node.addEventListener('pointerdown', (event) => {
    const at = shareAt(event);
    const middle = (scroller.scrollLeft + scroller.clientWidth / 2) / wide();
    held = Math.abs(at - middle) * wide() <= scroller.clientWidth / 2 ? middle - at : 0;
    node.setPointerCapture(event.pointerId);
    go(at + held);
  });
  node.addEventListener('pointermove', (event) => {
    if (held !== null) go(shareAt(event) + held);
  });
  for (const end of ['pointerup', 'pointercancel'])
    node.addEventListener(end, () => {
      held = null;
    });
}

/**
 * @param {HTMLElement} node
 * @param {HTMLElement} scroller
 * @param {() => number} wide
 */
function moveByKeys(node, scroller, wide) {
  node.addEventListener('keydown', (event) => {
    const page = scroller.clientWidth * 0.8;
    const by = {
      ArrowLeft: -160,
      ArrowRight: 160,
      PageUp: -page,
      PageDown: page,
      Home: -wide(),
      End: wide(),
    }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows step elsewhere
    scroller.scrollBy({ left: by, behavior: 'instant' });
  });
}
