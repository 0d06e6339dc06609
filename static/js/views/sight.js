// @ts-check
/** What a step reads and writes is brought into sight, where the board is larger than its room. */
import { frameOf } from '../draw/places.js';
import { gradientOf, home } from '../lib/address.js';
import { STRIP } from './sizing.js';

/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../draw/places.js').Spot} Spot */
/**
 * @typedef {object} Shown   a drawing, and the part of the page that shows it
 * @property {HTMLElement} scroller
 * @property {import('./scene.js').Scene} scene
 * @property {import('./sizing.js').Room} room
 * @property {import('../draw/places.js').Places} places
 * @property {number} margin   where the board begins, from the left
 * @property {number} above    and from the top
 * @property {boolean} wide    whether there is more of it than the room, sideways
 * @property {boolean} high    and downwards
 */

/** In a window, a little less; and what is right of a tile where its arc comes home. */
const EDGE = 6;
const FORKED = 16;

/** What is brought into sight keeps this distance from the edge. */
const AIR = 22;

/** The names of the blocks, which stay at the upper edge; stage.css has the same. */
const HEAD = 46;

/**
 * A board that shows what a step reads and writes already stays where it is. One that must move
 * makes room in the direction of the walk, so that the next steps need not.
 * @param {Shown} shown
 * @returns {(step: Step | undefined, how: {smooth: boolean}) => void}
 */
export function createSight(shown) {
  const { scroller, room, places, wide, high } = shown;
  /** Where the board is on its way to, until the reader scrolls it. @type {number | null} */
  let target = null;
  scroller.onscrollend = () => {
    target = null;
  };

  /** @param {Step} step @param {Spot} frame */
  const sideways = (step, frame) => {
    const { left, right } = extentOf(step, frame, shown);
    const from = target ?? scroller.scrollLeft;
    if (left >= from + STRIP && right <= from + room.width) return from;
    const behind = STRIP + AIR;
    const to = step.phase === 'backward' ? right + behind - room.width : left - behind;
    target = Math.max(0, Math.min(to, scroller.scrollWidth - scroller.clientWidth));
    return target;
  };

  return (step, { smooth }) => {
    const written = step && placed(step.writes, shown);
    const frame = step && (frameOf(places, step.node) ?? written); // data stand in no frame
    if (!frame || !(wide || high)) return;
    const top = downwards(step, { spot: written ?? frame, folds: !written }, shown);
    scroller.scrollTo({
      left: room.window ? around(step, frame, shown) : sideways(step, frame),
      top: high ? top : scroller.scrollTop,
      behavior: smooth ? 'smooth' : 'auto',
    });
  };
}

/**
 * How far down what a step writes is in sight, with the arc that brings it.
 * @param {Step} step
 * @param {{spot: Spot, folds: boolean}} where   of what it writes, or of the block that is folded
 *   over it
 * @param {Shown} shown
 */
function downwards(step, { spot, folds }, { scroller, scene, above }) {
  const walked = isWalkedHome(step.writes, scene);
  const bottom = walked ? scroller.scrollHeight : spot.bottom + above + AIR;
  // what is folded away has its way back at its foot
  const foot = folds && step.phase === 'backward';
  return Math.min(
    Math.max(scroller.scrollTop, bottom - scroller.clientHeight),
    foot ? bottom : spot.top + above - HEAD,
  );
}

/**
 * A block in the middle of the window, or beside it where what is read and written would be cut.
 * @param {Step} step
 * @param {Spot} frame
 * @param {Shown} shown
 */
function around(step, frame, shown) {
  const { margin, room } = shown;
  const { left, right } = extentOf(step, frame, shown);
  const middle = frame.x + margin - (room.width + STRIP) / 2;
  const least = right + EDGE - room.width;
  return Math.min(Math.max(middle, least), Math.max(left - STRIP - EDGE, least));
}

/**
 * The block of a step with what is read and written near it.
 * @param {Step} step
 * @param {Spot} frame
 * @param {Shown} shown
 */
function extentOf(step, frame, shown) {
  const { margin, room, scene } = shown;
  const near = [...Object.values(step.reads), step.writes]
    .flatMap((address) => placed(address, shown) ?? [])
    .filter(({ x }) => Math.abs(x - frame.x) < room.width / (room.window ? 1 : 3));
  const forked = room.window && isWalkedHome(step.writes, scene) ? FORKED : 0;
  return {
    left: Math.min(frame.left, ...near.map((spot) => spot.left)) + margin,
    right: Math.max(frame.right, ...near.map((spot) => spot.right)) + margin + forked,
  };
}

/** Where a tensor stands with its name. @param {string} address @param {Shown} shown */
function placed(address, { places }) {
  const at = home(address);
  return places.figures.get(at) ?? places.trays.get(at);
}

/**
 * Whether an arc below the board brings it, or what it is a part of.
 * @param {string} address
 * @param {Shown['scene']} scene
 */
const isWalkedHome = (address, { ways }) =>
  ways.arcs.some(({ gradient, value }) => [gradient, gradientOf(value)].includes(address));
