// @ts-check
/** One drawing of a trace: built once, then told which step it is. */

import { arcs, roomFor } from '../draw/arcs.js';
import { links } from '../draw/links.js';
import { frameOf, placesOf } from '../draw/places.js';
import { rail } from '../draw/rail.js';
import { threads } from '../draw/threads.js';
import { home, tensor } from '../lib/address.js';
import { ways } from '../lib/arcs.js';
import { folded } from '../lib/together.js';
import { board as boardOf } from '../lib/board.js';
import { factors } from '../lib/factors.js';
import { isSmall, mayBeRead } from '../lib/fit.js';
import { veiled } from '../lib/guess.js';
import { isWhole, liveOn, wholeAt } from '../lib/live.js';
import { chipLook, storedAt } from '../lib/moment.js';
import { text } from '../lib/names.js';
import { progressOf } from '../lib/progress.js';
import { lookOf } from '../lib/picture.js';
import { isKnown, phaseAt } from '../lib/steps.js';
import { createBoard } from './board.js';
import { roomForBrackets } from './folded.js';
import { createScene } from './scene.js';
import { BESIDE, hold, STRIP, settle, within } from './sizing.js';
import { steady } from './steady.js';
import { createWritings } from './writing.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {Parameters<typeof createScene>[0]} Context */

/**
 * When a block gets too high, the board is built again for lower ones, with more heat-maps in place
 * of numbers.
 */
const TRIES = [1, 0.95, 0.9, 0.8, 0.65];

/** What a sideways scrollbar takes of the height. */
const SCROLLBAR = 11;

/** Where the stage is a window on one block; layout.css has the same. */
export const SMALL = '(max-width: 760px)';

/** What is brought into sight keeps this distance from the edge. */
const AIR = 22;

/**
 * @typedef {import('./sizing.js').Sizes} Sizes
 * @typedef {{key: string, part: number, sizes: Sizes, needs: import('./steady.js').Needs}} Found
 *   what suited the board before
 */

/**
 * @param {HTMLElement} scroller
 * @param {Context} context
 * @param {Found | null} before   the next iteration looks the same, and need not be measured again
 */
export function draw(scroller, context, before) {
  const { trace } = context;
  const window = matchMedia(SMALL).matches;
  const room = {
    width: scroller.clientWidth,
    height: scroller.clientHeight - beyond(context),
    scrollbar: window ? 0 : SCROLLBAR,
    beside: context.store.get().runs.learning ? BESIDE.training : BESIDE.steps,
    window,
  };
  const from = { left: scroller.scrollLeft, top: scroller.scrollTop };
  const { scene, board, found } = lay(scroller, context, room, before);
  scroller.scrollTo(from); // what is drawn anew stays where it was
  const slow = parseFloat(getComputedStyle(board.node).getPropertyValue('--t-slow'));
  const { places, lines, wide, high, margin } = measured();
  let cursor = NaN;
  let whole = false;
  let fade = 0;
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
    const frame = step && frameOf(places, step.node);
    if (!frame || !(wide || high)) return;
    const spot = placed(home(step.writes)) ?? frame;
    const top = Math.min(
      Math.max(scroller.scrollTop, spot.bottom + AIR - scroller.clientHeight),
      spot.top - AIR,
    );
    scroller.scrollTo({
      left: window ? frame.x + margin - (room.width + STRIP) / 2 : sideways(step, frame),
      top: high ? top : scroller.scrollTop,
      behavior: moving && slow ? 'smooth' : 'auto',
    });
  }

  /**
   * @param {import('../types.js').Step} step
   * @param {import('../draw/places.js').Spot} frame
   */
  function sideways(step, frame) {
    const near = [...Object.values(step.reads), step.writes]
      .flatMap((address) => placed(home(address)) ?? [])
      .filter(({ x }) => Math.abs(x - frame.x) < room.width / 3);
    const left = Math.min(frame.left, ...near.map((spot) => spot.left)) + margin;
    const right = Math.max(frame.right, ...near.map((spot) => spot.right)) + margin;
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
    board.node.dataset.motion = by === 1 ? 'step' : 'none';
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
    fade = 0;
  }

  return {
    scene,
    found,
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

/**
 * @param {HTMLElement} scroller
 * @param {Context} context
 * @param {import('./sizing.js').Room} room
 * @param {Found | null} before
 * @returns {{scene: ReturnType<typeof createScene>, board: ReturnType<typeof createBoard>, found:
 *   Found}}
 */
function lay(scroller, context, room, before) {
  const writings = createWritings(context.trace);
  const key = keyOf(context, room);
  const { width, lanes } = within(room);
  const { learning } = context.store.get().runs;
  const sceneOf = (/** @type {number} */ part) =>
    createScene(context, { width, lanes, blocks: lanes * part, learning }, writings);
  const place = (/** @type {ReturnType<typeof createScene>} */ scene) => {
    const board = createBoard(scene);
    scroller.replaceChildren(board.node);
    return board;
  };
  if (before?.key === key) {
    const scene = sceneOf(before.part);
    const { sizes, needs } = before;
    const held = steady(
      needs,
      needsOf(scene),
      sizes.cell,
      (address) => scene.form(address).compact,
    );
    if (held) {
      writings.hold(held);
      const board = place(scene);
      hold(board.node, scene, sizes);
      return { scene, board, found: before };
    }
  }
  // A window on one block, and a small network, are rather scrolled than without numbers.
  const rather = room.window || isSmall(boardOf(context.trace), context.trace);
  for (const part of rather ? [1] : TRIES) {
    const scene = sceneOf(part);
    const board = place(scene);
    const sizes = settle(board.node, room);
    if (!sizes.fits && !rather && part !== TRIES[TRIES.length - 1]) continue;
    hold(board.node, scene, sizes);
    return { scene, board, found: { key, part, sizes, needs: needsOf(scene) } };
  }
  throw new Error('There is always a last try.');
}

/**
 * What arcs take of the height, above and below, and brackets over what is unfolded.
 * @param {Context} context
 */
function beyond(context) {
  const { trace, store } = context;
  const { tracks } = ways(trace, boardOf(trace, folded(trace, store.get().focus.opened)));
  return 2 * roomFor(tracks) + roomForBrackets(context);
}

/** @param {ReturnType<typeof createScene>} scene @returns {import('./steady.js').Needs} */
const needsOf = ({ addresses, form, writings }) =>
  new Map(
    addresses
      .filter((address) => form(address).as === 'numbers')
      .map((address) => [address, writings.need(address)]),
  );

/**
 * All that the sizes of a board depend on, but for how long its numbers are.
 * @param {Context} context
 * @param {import('./sizing.js').Room} room
 */
const keyOf = ({ trace, lang, store }, room) =>
  JSON.stringify([
    lang,
    room,
    store.get().runs.learning,
    lookOf(store.get().runs.samples),
    store.get().reader.manner,
    store.get().focus.opened,
    trace.nodes,
    trace.memory,
    Object.entries(trace.tensors).map(([address, tensor]) => [
      address,
      tensor.shape,
      mayBeRead(tensor),
    ]),
  ]);

/**
 * Draws the rail, the threads and the links of a step.
 * @param {Trace} trace
 * @param {import('./scene.js').Scene} scene
 * @param {ReturnType<typeof createBoard>} board
 * @param {import('../draw/places.js').Places} places
 */
function createLines(trace, scene, board, places) {
  const { wires } = scene.places;
  const onWires = new Set(wires.flatMap(({ value, gradient }) => [value, gradient]));
  const chips = board.blocks.flatMap((block) =>
    block.chips.map(({ address, home }, k) => ({
      address,
      first: k === 0,
      since: storedAt(trace, address, home),
    })),
  );
  const isParameter = (/** @type {string} */ address) =>
    trace.tensors[address]?.role === 'parameter';

  return (/** @type {number} */ cursor, /** @type {boolean} */ whole) => {
    board.rail.dataset.phase = board.links.dataset.phase = phaseAt(trace, cursor);
    const stored = chips.flatMap(({ address, first, since }) => {
      const look = chipLook(trace, address, cursor, since);
      return look === 'empty'
        ? []
        : [{ address, first, active: !whole && (look === 'reading' || look === 'storing') }];
    });
    board.rail.replaceChildren(
      ...rail(
        places,
        progressOf(trace, onWires, cursor),
        wires[wires.length - 1].gradient,
        scene.ways,
      ),
      ...threads(places, stored),
    );
    board.arcs.replaceChildren(
      ...arcs(
        places,
        scene.ways,
        (arc, way) =>
          isKnown(trace, way === 'forward' ? tensor(arc.node, 'y') : arc.gradient, cursor),
        (arc, way) => text(tensor(arc.node, way === 'forward' ? arc.name : `d${arc.name}`), trace),
      ),
    );
    board.links.replaceChildren(...(whole ? [] : links(places, trace.steps[cursor], isParameter)));
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
