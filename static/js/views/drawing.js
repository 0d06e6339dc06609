// @ts-check
/** One drawing of a trace: built once, then told which step it is. */

import { placesOf } from '../draw/places.js';
import { factors } from '../lib/factors.js';
import { veiled } from '../lib/guess.js';
import { isWhole, liveOn, wholeAt } from '../lib/live.js';
import { phaseAt } from '../lib/steps.js';
import { createLanding } from './landing.js';
import { beyond, lay } from './laying.js';
import { createSight } from './sight.js';
import { BESIDE } from './sizing.js';
import { seesUnits } from './scene.js';
import { createLines } from './stage-lines.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('./laying.js').Context} Context */
/** @typedef {import('./laying.js').Found} Found */

/** What a sideways scrollbar takes of the height. */
const SCROLLBAR = 11;

/** Where the stage is a window on one block; layout.css has the same. */
export const SMALL = '(max-width: 760px)';

/**
 * @param {HTMLElement} scroller
 * @param {Context} context
 * @param {Found | null} before   the next iteration looks the same, and need not be measured again
 */
export function draw(scroller, context, before) {
  const { trace } = context;
  const [width, height] = roomIn(scroller);
  const room = roomOf({ width, height }, context);
  const from = { left: scroller.scrollLeft, top: scroller.scrollTop };
  const { scene, board, found } = lay(scroller, context, room, before);
  scroller.scrollTo(from); // what is drawn anew stays where it was
  const landing = createLanding(board.node);
  const slow = parseFloat(getComputedStyle(board.node).getPropertyValue('--t-slow'));
  const measures = measured(scroller, board.node);
  const { places, margin } = measures;
  const lines = createLines(trace, scene, board, places);
  const reveal = createSight({ scroller, scene, room, ...measures });
  let cursor = NaN;
  let whole = false;

  /**
   * @param {{to: number, all: boolean, moving: boolean}} wanted
   * @returns {{steps: boolean, fade: number}} whether one step has just been carried out, before
   *   the reader's eyes, and how long what appears takes to do so
   */
  function move({ to, all, moving }) {
    const by = moving ? to - cursor : NaN;
    const steps = by === 1;
    board.node.dataset.motion = steps ? 'step' : 'none';
    landing.land();
    const fade = Math.abs(by) > 1 && !all && !whole ? slow : 0;
    cursor = to;
    whole = all;
    board.node.classList.toggle('whole', whole);
    lines(cursor, whole);
    if (!whole) reveal(trace.steps[cursor], { smooth: moving && slow > 0 });
    return { steps, fade };
  }

  return {
    scene,
    found,
    /** Whether the scroller has still the size that it was drawn for. */
    fits: () => String(roomIn(scroller)) === String([width, height]),
    /** Whether each wire shows still what it was drawn for. */
    suits: () => scene.seesUnits === seesUnits(context),
    /** Where blocks lie, and how far from the edge the board begins. */
    lie: () => ({ places, margin }),
    /**
     * @param {State} state
     * @param {boolean} moving   whether a person has moved, so that it may be animated
     */
    update(state, moving) {
      const all = isWhole(state.runs, trace);
      const to = all ? wholeAt(trace) : state.stage.cursor;
      const moves = to !== cursor || all !== whole;
      const { steps, fade } = moves ? move({ to, all, moving }) : STILL;
      board.update({ ...seenIn(state, trace, { cursor, whole }), fade });
      if (steps) landing.move();
    },
  };
}

const STILL = { steps: false, fade: 0 };

/**
 * Scrollbars come and go with what is drawn in it: a board takes theirs off by itself.
 * @param {HTMLElement} scroller
 */
const roomIn = ({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight];

/**
 * The room that the board has.
 * @param {{width: number, height: number}} scroller
 * @param {Context} context
 * @returns {import('./sizing.js').Room}
 */
function roomOf({ width, height }, context) {
  const window = matchMedia(SMALL).matches;
  return {
    width,
    height: height - beyond(context, window),
    scrollbar: window ? 0 : SCROLLBAR,
    beside: context.store.get().runs.learning ? BESIDE.training : BESIDE.steps,
    window,
  };
}

/**
 * Where all lies, and whether it is more than the room.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} board
 */
function measured(scroller, board) {
  const places = placesOf(board);
  const wide = scroller.scrollWidth > scroller.clientWidth;
  const high = scroller.scrollHeight > scroller.clientHeight;
  // what scrolls has the names of its lanes at the edge, where they stay in view
  board.classList.toggle('scrolls', wide || high);
  const { marginLeft, marginTop } = getComputedStyle(board);
  return { places, wide, high, margin: parseFloat(marginLeft), above: parseFloat(marginTop) };
}

/**
 * What the board shows of a state.
 * @param {State} state
 * @param {import('../types.js').Trace} trace
 * @param {{cursor: number, whole: boolean}} so   far, or all of the iteration at once
 */
function seenIn(state, trace, { cursor, whole }) {
  const veil = whole ? null : veiled(state);
  const { selection, hover, sample, unfolded } = state.focus;
  return {
    cursor,
    whole,
    phase: phaseAt(trace, cursor),
    selection,
    hover,
    sample,
    unfolded,
    veil,
    lit: whole || (veil && !state.teaching.guess?.hint) ? NONE : litBy(state),
    live: liveOn(state.runs, trace)?.iteration ?? null,
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
