// @ts-check
/** One drawing of a trace: built once, then told which step it is. */

import { frameOf, placesOf } from '../draw/places.js';
import { gradientOf, home } from '../lib/address.js';
import { factors } from '../lib/factors.js';
import { veiled } from '../lib/guess.js';
import { isWhole, liveOn, wholeAt } from '../lib/live.js';
import { phaseAt } from '../lib/steps.js';
import { createLanding } from './landing.js';
import { beyond, lay } from './laying.js';
import { BESIDE, STRIP } from './sizing.js';
import { createLines } from './stage-lines.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('./laying.js').Context} Context */
/** @typedef {import('./laying.js').Found} Found */

/** What a sideways scrollbar takes of the height. */
const SCROLLBAR = 11;

/** Where the stage is a window on one block; layout.css has the same. */
export const SMALL = '(max-width: 760px)';

/** In a window, a little less; and what is right of a tile where its arc comes home. */
const EDGE = 6;
const FORKED = 16;

/** What is brought into sight keeps this distance from the edge. */
const AIR = 22;

/** The names of the blocks, which stay at the upper edge; stage.css has the same. */
const HEAD = 46;

/**
 * @param {HTMLElement} scroller
 * @param {Context} context
 * @param {Found | null} before   the next iteration looks the same, and need not be measured again
 */
export function draw(scroller, context, before) {
  const { trace } = context;
  const window = matchMedia(SMALL).matches;
  const { clientWidth: width, clientHeight: height } = scroller;
  const room = {
    width,
    height: height - beyond(context, window),
    scrollbar: window ? 0 : SCROLLBAR,
    beside: context.store.get().runs.learning ? BESIDE.training : BESIDE.steps,
    window,
  };
  const from = { left: scroller.scrollLeft, top: scroller.scrollTop };
  const { scene, board, found } = lay(scroller, context, room, before);
  scroller.scrollTo(from); // what is drawn anew stays where it was
  const landing = createLanding(board.node);
  const slow = parseFloat(getComputedStyle(board.node).getPropertyValue('--t-slow'));
  const { places, lines, wide, high, margin, above } = measured();
  let cursor = NaN;
  let whole = false;
  let fade = 0;
  /** One step has just been carried out, before the reader's eyes. */
  let steps = false;
  /** Where the board is on its way to, until the reader scrolls it. @type {number | null} */
  let target = null;
  scroller.onscrollend = () => {
    target = null;
  };

  function measured() {
    const places = placesOf(board.node);
    const wide = scroller.scrollWidth > scroller.clientWidth;
    const high = scroller.scrollHeight > scroller.clientHeight;
    // what scrolls has the names of its lanes at the edge, where they stay in view
    board.node.classList.toggle('scrolls', wide || high);
    return {
      places,
      lines: createLines(trace, scene, board, places),
      margin: parseFloat(getComputedStyle(board.node).marginLeft),
      above: parseFloat(getComputedStyle(board.node).marginTop),
      wide,
      high,
    };
  }

  /** @param {string} address */
  const placed = (address) => places.figures.get(address) ?? places.trays.get(address);

  /**
   * What a step reads and writes is in sight; a board that shows it already stays where it is. One
   * that must move makes room in the direction of the walk, so that the next steps need not.
   * @param {boolean} moving
   */
  function reveal(moving) {
    const step = trace.steps[cursor];
    const written = step && placed(home(step.writes));
    const frame = step && (frameOf(places, step.node) ?? written); // data stand in no frame
    if (!frame || !(wide || high)) return;
    const spot = written ?? frame;
    const bottom = isWalkedHome(step.writes) ? scroller.scrollHeight : spot.bottom + above + AIR;
    // what is folded away has its way back at its foot
    const foot = !written && step.phase === 'backward';
    const top = Math.min(
      Math.max(scroller.scrollTop, bottom - scroller.clientHeight),
      foot ? bottom : spot.top + above - HEAD,
    );
    scroller.scrollTo({
      left: window ? around(step, frame) : sideways(step, frame),
      top: high ? top : scroller.scrollTop,
      behavior: moving && slow ? 'smooth' : 'auto',
    });
  }

  /** Whether an arc below the board brings it, or what it is a part of. @param {string} address */
  const isWalkedHome = (address) =>
    scene.ways.arcs.some(({ gradient, value }) => [gradient, gradientOf(value)].includes(address));

  /**
   * A block in the middle of the window, or beside it where what is read and written would be cut.
   * @param {import('../types.js').Step} step
   * @param {import('../draw/places.js').Spot} frame
   */
  function around(step, frame) {
    const { left, right } = extentOf(step, frame);
    const middle = frame.x + margin - (room.width + STRIP) / 2;
    const least = right + EDGE - room.width;
    return Math.min(Math.max(middle, least), Math.max(left - STRIP - EDGE, least));
  }

  /**
   * The block of a step with what is read and written near it.
   * @param {import('../types.js').Step} step
   * @param {import('../draw/places.js').Spot} frame
   */
  function extentOf(step, frame) {
    const near = [...Object.values(step.reads), step.writes]
      .flatMap((address) => placed(home(address)) ?? [])
      .filter(({ x }) => Math.abs(x - frame.x) < room.width / (window ? 1 : 3));
    const forked = window && isWalkedHome(step.writes) ? FORKED : 0;
    return {
      left: Math.min(frame.left, ...near.map((spot) => spot.left)) + margin,
      right: Math.max(frame.right, ...near.map((spot) => spot.right)) + margin + forked,
    };
  }

  /**
   * @param {import('../types.js').Step} step
   * @param {import('../draw/places.js').Spot} frame
   */
  function sideways(step, frame) {
    const { left, right } = extentOf(step, frame);
    const from = target ?? scroller.scrollLeft;
    if (left >= from + STRIP && right <= from + room.width) return from;
    const behind = STRIP + AIR;
    const to = step.phase === 'backward' ? right + behind - room.width : left - behind;
    target = Math.max(0, Math.min(to, scroller.scrollWidth - scroller.clientWidth));
    return target;
  }

  /** @param {number} to @param {boolean} all @param {boolean} moving */
  function move(to, all, moving) {
    const by = moving ? to - cursor : NaN;
    steps = by === 1;
    board.node.dataset.motion = steps ? 'step' : 'none';
    landing.land();
    fade = Math.abs(by) > 1 && !all && !whole ? slow : 0;
    cursor = to;
    whole = all;
    board.node.classList.toggle('whole', whole);
    lines(cursor, whole);
    if (!whole) reveal(moving);
  }

  /**
   * @param {State} state
   * @param {boolean} moving   whether a person has moved, so that it may be animated
   */
  function show(state, moving) {
    const all = isWhole(state.runs, trace);
    const to = all ? wholeAt(trace) : state.stage.cursor;
    if (to !== cursor || all !== whole) move(to, all, moving);
    const { selection, hover, sample, unfolded } = state.focus;
    const live = liveOn(state.runs, trace)?.iteration ?? null;
    const veil = all ? null : veiled(state);
    const lit = all || (veil && !state.teaching.guess?.hint) ? NONE : litBy(state);
    const phase = phaseAt(trace, cursor);
    board.update({
      cursor,
      phase,
      selection,
      hover,
      unfolded,
      veil,
      sample,
      fade,
      lit,
      whole,
      live,
    });
    if (steps) landing.move();
    steps = false;
    fade = 0;
  }

  return {
    scene,
    found,
    /** Of the scroller that it was drawn for. */
    size: [width, height],
    /** Where blocks lie, and how far from the edge the board begins. */
    lie: () => ({ places, margin }),
    /**
     * @param {State} state
     * @param {boolean} moving   whether a person has moved, so that it may be animated
     */
    update(state, moving) {
      show(state, moving);
    },
  };
}

/** @type {WeakMap<import('../types.js').Explanation, Map<string, number[][]>>} */
const known = new WeakMap();
const NONE = new Map();

/**
 * The cells behind the selected number, once its explanation has arrived.
 * @param {State} state
 * @returns {Map<string, number[][]>}
 */
function litBy({ focus: { explanation, selection } }) {
  if (
    !explanation ||
    explanation.address !== selection?.address ||
    explanation.at.join() !== selection.at.join()
  )
    return NONE;
  const lit = known.get(explanation) ?? factors(explanation);
  known.set(explanation, lit);
  return lit;
}
