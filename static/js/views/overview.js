// @ts-check
/**
 * Below a long board: the whole hairpin, small, with the block at work and the part in view. It is
 * dragged, clicked and moved by keys as a scrollbar is.
 */
import { clear, el, svg } from '../platform/dom.js';
import { nodeName } from '../lib/names.js';
import { phaseAt } from '../lib/steps.js';
import { folded } from '../lib/together.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../draw/places.js').Places} Places */

/** A network of more blocks has one, where the page is no window on a single block. */
const MANY = 7;

/** The lines of the hairpin, in the picture's own units. */
const FORWARD = 6;
const BACKWARD = 18;
const BLOCK = 8;
const HEIGHT = 24;

/**
 * @param {Pick<Context, 'store' | 't'>} context
 * @param {HTMLElement} scroller
 */
export function createOverview({ store, t }, scroller) {
  const picture = svg('svg', { attrs: { preserveAspectRatio: 'none', 'aria-hidden': 'true' } });
  const view = el('i', { class: 'view' });
  const node = el(
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
  /** @type {{id: string, left: number, right: number, marks: Element[]}[]} */
  let blocks = [];
  /** Of each node its block. @type {Map<string, string>} */
  let home = new Map();
  /** @type {Element[]} */
  let marked = [];
  let wide = 1;
  let waiting = false;
  /** @type {number | null} */
  let held = null;

  /** Where the hairpin turns. */
  const end = () => wide - 8;

  /** What layers that are folded are called together. @param {string} id @param {Trace} trace */
  const called = (id, trace) =>
    folded(trace, store.get().focus.opened).find(({ key }) => key === id)?.name ??
    nodeName(id, trace, t);

  /** How far the hairpin has been walked. */
  const walked = svg('path', { class: 'walked', attrs: { 'vector-effect': 'non-scaling-stroke' } });

  const look = () => {
    waiting = false;
    const { scrollLeft, clientWidth } = scroller;
    const from = scrollLeft / wide;
    const part = Math.min(1, clientWidth / wide);
    view.style.left = `${from * 100}%`;
    view.style.width = `${part * 100}%`;
    const seen = blocks.filter(
      ({ left, right }) =>
        (left + right) / 2 >= scrollLeft && (left + right) / 2 <= scrollLeft + clientWidth,
    );
    const { trace } = store.get().stage;
    node.setAttribute(
      'aria-valuenow',
      String(Math.round((100 * scrollLeft) / Math.max(1, wide - clientWidth))),
    );
    if (trace && seen.length)
      node.setAttribute(
        'aria-valuetext',
        t('overview.seen', {
          first: called(seen[0].id, trace),
          last: called(seen[seen.length - 1].id, trace),
          count: blocks.length,
        }),
      );
  };
  const soon = () => {
    if (!waiting && !node.hidden) {
      waiting = true;
      requestAnimationFrame(look);
    }
  };

  /** The middle of the view at a share of the whole. @param {number} share */
  const go = (share) => {
    scroller.scrollLeft = share * wide - scroller.clientWidth / 2;
  };
  const shareAt = (/** @type {PointerEvent} */ event) => {
    const { left, width } = node.getBoundingClientRect();
    return (event.clientX - left) / width;
  };

  node.addEventListener('pointerdown', (event) => {
    const at = shareAt(event);
    const middle = (scroller.scrollLeft + scroller.clientWidth / 2) / wide;
    // the part in view is taken where it is
    held = Math.abs(at - middle) * wide <= scroller.clientWidth / 2 ? middle - at : 0;
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
  node.addEventListener('keydown', (event) => {
    const page = scroller.clientWidth * 0.8;
    const by = {
      ArrowLeft: -160,
      ArrowRight: 160,
      PageUp: -page,
      PageDown: page,
      Home: -wide,
      End: wide,
    }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows step elsewhere
    scroller.scrollBy({ left: by, behavior: 'instant' });
  });
  scroller.addEventListener('scroll', soon, { passive: true });

  return {
    node,
    /**
     * Whether it is there, which the board's height depends on.
     * @param {Trace | null} trace
     * @param {boolean} window
     */
    room(trace, window) {
      const inside = trace ? folded(trace, store.get().focus.opened) : [];
      const standing = (/** @type {string} */ id) =>
        !inside.some(({ key, nodes }) => key !== id && nodes.includes(id));
      const blocks = trace?.nodes.filter(
        ({ id, role }) => (role === 'layer' || role === 'loss') && standing(id),
      );
      node.hidden = window || !blocks || blocks.length < MANY;
      node.setAttribute('aria-label', t('overview.label'));
    },
    /** Of a board that has just been drawn. @param {{places: Places, margin: number}} lie */
    draw({ places: { frames, homes }, margin }) {
      if (node.hidden) return;
      home = homes;
      wide = scroller.scrollWidth;
      picture.setAttribute('viewBox', `0 0 ${wide} ${HEIGHT}`);
      const course = `M0 ${FORWARD}H${end()}V${BACKWARD}H0`;
      clear(picture);
      picture.append(
        svg('path', {
          class: 'course',
          attrs: { d: course, 'vector-effect': 'non-scaling-stroke' },
        }),
        walked,
      );
      blocks = [...frames].map(([id, { left, right }]) => {
        const marks = [FORWARD, BACKWARD].map((y) =>
          svg('rect', {
            attrs: {
              x: left + margin,
              y: y - BLOCK / 2,
              width: right - left,
              height: BLOCK,
              rx: 2,
            },
          }),
        );
        picture.append(...marks);
        return { id, left: left + margin, right: right + margin, marks };
      });
      look();
    },
    /** @param {Trace} trace @param {number} cursor */
    mark(trace, cursor) {
      if (node.hidden) return;
      const phase = phaseAt(trace, cursor);
      const step = trace.steps[cursor];
      const index = blocks.findIndex(({ id }) => id === home.get(step?.node ?? ''));
      const back = phase === 'backward';
      for (const old of marked) old.classList.remove('now');
      const marks = blocks[index]?.marks ?? [];
      marked = phase === 'update' ? marks : marks.slice(back ? 1 : 0, back ? 2 : 1);
      for (const mark of marked) mark.classList.add('now');
      node.dataset.phase = phase;
      const { left, right } = blocks[index] ?? { left: wide, right: wide };
      const course = `M0 ${FORWARD}H`;
      const turned = `${course}${end()}V${BACKWARD}H`;
      const returned = turned + (phase === 'update' ? 0 : left);
      const whole = phase === 'update' || back ? returned : course + right;
      walked.setAttribute('d', step ? whole : '');
    },
  };
}
