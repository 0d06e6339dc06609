// @ts-check
/** What the current step reads and where it goes, where the rail does not say it. */

import { el, svg } from '../platform/dom.js';
import { gradientOf, home } from '../lib/address.js';
import { frameOf } from './places.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./places.js').Spot} Spot */
/** @typedef {import('../types.js').Step} Step */

/** How far a head and a line's width reach beyond its ends. */
const REACH = 12;

/**
 * What draws itself, from the shelf down or from a gradient up: a window that opens over what
 * stands still, both moved by the compositor.
 * @param {Places} places
 * @param {Step | undefined} step
 * @param {(address: string) => boolean} isParameter
 */
export function links(places, step, isParameter) {
  const marks = marksOf(places, step, isParameter);
  if (!marks.length) return [];
  const heights = marks
    .filter((mark) => mark.classList.contains('link'))
    .flatMap((line) => heightsIn(line.getAttribute('d') ?? ''));
  const top = Math.min(...heights) - REACH;
  const height = Math.max(...heights) + REACH - top;
  return [
    el(
      'div',
      {
        class: 'wipe',
        style: {
          top: `${top}px`,
          height: `${height}px`,
          '--from': step?.phase === 'update' ? '100%' : '-100%',
        },
      },
      svg('svg', null, svg('g', { attrs: { transform: `translate(0 ${-top})` } }, ...marks)),
    ),
  ];
}

/** Where a line begins, turns and ends. @param {string} d */
const heightsIn = (d) =>
  [...d.matchAll(/(?:M-?[\d.]+ |V)(-?[\d.]+)/g)].map(([, height]) => Number(height));

/**
 * @param {Places} places
 * @param {Step | undefined} step
 * @param {(address: string) => boolean} isParameter
 */
function marksOf(places, step, isParameter) {
  const frame = step && frameOf(places, step.node);
  if (!step || !frame) return [];
  if (step.phase === 'update') {
    const moved = home(step.writes);
    return isParameter(moved) ? update(places, moved, frame) : [];
  }
  if (step.phase !== 'backward') return [];
  const addresses = [...new Set(Object.values(step.reads))];
  return [
    ...addresses.filter(isParameter).flatMap((address) => along(places, address, frame)),
    ...addresses.flatMap((address) => fromShelf(places, places.chips.get(address), step, frame)),
  ];
}

/**
 * From the shelf down to what is being computed.
 * @param {Places} places
 * @param {Spot | undefined} chip
 * @param {Step} step
 * @param {Spot} frame
 */
function fromShelf(places, chip, step, frame) {
  if (!chip) return [];
  const from = chip.bottom + 2;
  const shelf = places.plank.bottom + 6;
  const target = places.figures.get(step.writes);
  const inBlock = target && target.left > frame.left - 1 && target.right < frame.right + 1;
  const blocked = [...places.figures.values()].some(
    (other) =>
      other !== target &&
      other.left < frame.x &&
      other.right > frame.x &&
      other.top > shelf &&
      (!inBlock || other.top < target.top),
  );
  if (!blocked) {
    const x = inBlock ? target.x : frame.x;
    const end = inBlock ? target.top - 5 : Math.min(places.backward.y - 14, shelf + 26);
    return arrow(straight(chip.x, from, x, shelf), x, end, 90);
  }
  const down = `M${chip.x} ${from}V${shelf}`;
  if (!inBlock) return arrow(`${down}H${frame.left}`, frame.left, places.backward.y - 14, 90);
  return arrow(`${down}H${frame.right}V${target.y}`, target.right + 6, target.y, 180);
}

/** @param {number} x @param {number} y @param {number} to @param {number} at */
const straight = (x, y, to, at) =>
  Math.abs(x - to) < 2 ? `M${to} ${y}` : `M${x} ${y}V${at}H${to}`;

/**
 * A parameter that backward reads in place: down the block's left edge.
 * @param {Places} places
 * @param {string} address
 * @param {Spot} frame
 */
function along(places, address, frame) {
  const tile = places.tiles.get(address);
  return tile
    ? arrow(`M${tile.left - 4} ${tile.y}H${frame.left}`, frame.left, places.backward.y - 14, 90)
    : [];
}

/**
 * Up the right edge, from the gradient to the parameter that it moves.
 * @param {Places} places
 * @param {string} parameter
 * @param {Spot} frame
 */
function update(places, parameter, frame) {
  const tile = places.tiles.get(parameter);
  const gradient = places.tiles.get(gradientOf(parameter));
  if (!tile || !gradient) return [];
  const dot = svg('circle', {
    class: 'link-dot',
    attrs: { cx: frame.right, cy: gradient.y, r: 4.5 },
  });
  return [...arrow(`M${frame.right} ${gradient.y}`, frame.right, tile.y, -90), dot];
}

/**
 * A line with its head.
 * @param {string} d   all but the last stretch
 * @param {number} x
 * @param {number} y
 * @param {number} turn   90 points down, -90 up, 180 to the left
 */
function arrow(d, x, y, turn) {
  const last = turn === 180 ? `H${x + 5}` : `V${y - turn / 18}`;
  return [
    svg('path', { class: 'link', attrs: { d: d + last } }),
    svg('path', {
      class: 'link-head',
      attrs: { d: 'M-6 -6.5 5 0-6 6.5z', transform: `translate(${x} ${y}) rotate(${turn})` },
    }),
  ];
}
