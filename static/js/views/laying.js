// @ts-check
/**
 * How a trace is laid out in the room that there is: which of its tensors are read as numbers and
 * which are seen as pictures, tried until the board fits.
 */
import { roomFor } from '../draw/arcs.js';
import { ways } from '../lib/arcs.js';
import { board as boardOf } from '../lib/board.js';
import { isSmall, mayBeRead } from '../lib/readable.js';
import { folded, together } from '../lib/together.js';
import { createBoard } from './board.js';
import { roomForBrackets } from './bracket.js';
import { createScene, seesUnits } from './scene.js';
import { hold, settle, within } from './sizing.js';
import { steady } from './steady.js';
import { createWritings } from './writing.js';

/** @typedef {Parameters<typeof createScene>[0]} Context */

/**
 * When a block gets too high, the board is built again for lower ones, with more heat-maps in place
 * of numbers.
 */
const TRIES = [1, 0.95, 0.9, 0.8, 0.65];

/** As high and wide as it gets; and with more numbers, where it does not fit without them. */
const SCROLLED = [{ part: 1, scrolls: true }];
const READ = [
  { part: 1, whole: true },
  { part: 1, scrolls: true, read: true },
];
/** Beside a training all of it is in view: its numbers have few digits before it scrolls. */
const LIVING = [READ[0], { part: 1, whole: true, short: true }, READ[1]];

/** What is folded is seen on one screen: so much of their width its pictures have. */
const THINNER = [1, 0.85, 0.7, 0.55];

/**
 * @typedef {import('./sizing.js').Sizes} Sizes
 * @typedef {{key: string, by: Try, sizes: Sizes, needs: import('./steady.js').Needs}} Found   what
 *   suited the board before
 */

/**
 * @param {HTMLElement} scroller
 * @param {Context} context
 * @param {import('./sizing.js').Room} room
 * @param {Found | null} before
 * @returns {{scene: ReturnType<typeof createScene>, board: ReturnType<typeof createBoard>, found:
 *   Found}}
 */
export function lay(scroller, context, room, before) {
  const key = keyOf(context, room);
  const { width, lanes } = within(room);
  const { learning } = context.store.get().runs;
  /**
   * Numbers are measured once for all tries.
   * @type {Map<boolean, import('./writing.js').Writings>}
   */
  const written = new Map();
  const sceneOf = (/** @type {Try} */ { part, seen, read, short = false }) => {
    const blocks = lanes * part;
    const { window } = room;
    const writings = written.get(short) ?? createWritings(context.trace, short);
    written.set(short, writings);
    return createScene(context, { width, lanes, blocks, learning, seen, read, window }, writings);
  };
  const place = (/** @type {ReturnType<typeof createScene>} */ scene) => {
    const board = createBoard(scene);
    scroller.replaceChildren(board.node);
    return board;
  };
  if (before?.key === key) {
    const scene = sceneOf(before.by);
    const { sizes, needs } = before;
    const held = steady(
      needs,
      needsOf(scene),
      sizes.cell,
      (address) => scene.form(address).compact,
    );
    if (held) {
      scene.writings.hold(held);
      const board = place(scene);
      hold(board.node, scene, sizes);
      return { scene, board, found: before };
    }
  }
  const tries = triesFor(context, room);
  for (const by of tries) {
    const scene = sceneOf(by);
    const board = place(scene);
    let sizes = settle(board.node, scene, room);
    const suits = (by.scrolls || sizes.fits) && (!by.whole || sizes.narrow);
    if (!suits && by !== tries[tries.length - 1]) continue;
    if (!sizes.fits && room.scrollbar)
      sizes = settle(board.node, scene, { ...room, width: room.width - room.scrollbar });
    hold(board.node, scene, sizes);
    return { scene, board, found: { key, by, sizes, needs: needsOf(scene) } };
  }
  throw new Error('There is always a last try.');
}

/**
 * @typedef {object} Try
 * @property {number} part       of the lanes' height, that blocks may fill
 * @property {boolean} [scrolls]   it may be higher than the room
 * @property {boolean} [whole]     but no wider
 * @property {boolean} [read]      what is on the side shows its numbers too
 * @property {boolean} [short]     numbers have few digits
 * @property {number} [seen]      what is more than a few numbers is a picture, so much of its width
 *
 * A window on one block, and a small network, are rather scrolled than without numbers. Layers that
 * all are folded are an overview: seen on one screen, in pictures if its numbers are too wide.
 * @param {Context} context
 * @param {import('./sizing.js').Room} room
 * @returns {Try[]}
 */
function triesFor({ trace, store }, room) {
  const closed = folded(trace, store.get().focus.opened);
  if (room.window) return SCROLLED;
  const small = isSmall(boardOf(trace, closed), trace);
  const parts = TRIES.map((part) => ({ part }));
  const read = store.get().runs.learning ? LIVING : READ;
  if (!closed.length || closed.length < together(trace).length) return small ? read : parts;
  return [
    ...(small ? SCROLLED : parts).map((by) => ({ ...by, whole: true })),
    ...THINNER.map((seen) => ({ part: 1, seen, whole: true })),
    ...(small ? read.slice(1) : parts),
  ];
}

/**
 * What arcs take of the height, above and below, and brackets over what is unfolded. In a window on
 * one block all run in one track.
 * @param {Context} context
 * @param {boolean} window
 */
export function beyond(context, window) {
  const { trace, store } = context;
  const board = boardOf(trace, folded(trace, store.get().focus.opened));
  return 2 * roomFor(ways(trace, board), window) + roomForBrackets(context);
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
const keyOf = (context, room) => {
  const { trace, lang, store } = context;
  return JSON.stringify([
    lang,
    room,
    store.get().runs.learning,
    seesUnits(context),
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
};
