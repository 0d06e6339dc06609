// @ts-check
/**
 * The rail: one hairpin through all the blocks, solid as far as the run has got, dotted after that.
 */

import { INPUT, LOSS } from '../lib/address.js';
import { pieces } from './pieces.js';
import { frameOf } from './places.js';
import { chevron, line } from './strokes.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('../lib/progress.js').Progress} Progress */
/** @typedef {import('../lib/progress.js').Stop} Stop */

/** How far the turn reaches beyond the error block, and how round it is. */
const REACH = 24;
const ROUND = 20;

/**
 * @param {Places} places
 * @param {Progress} progress
 * @param {string} last   the gradient on the last wire
 * @param {import('../lib/arcs.js').Ways} ways   a block that does not read the wire before it is
 *   not joined to it
 */
export function rail(places, progress, last, ways) {
  const top = places.forward.y;
  const bottom = places.backward.y;
  const error = places.frames.get(LOSS) ?? places.forward;
  const start = places.forward.left + 2;
  const turn = error.right + REACH;
  const reached = progress.error
    ? error.left
    : at(places, progress.forward, places.tiles.get(INPUT)?.x ?? start);
  const gradient = places.tiles.get(last)?.x ?? error.left;
  const back = progress.turned
    ? Math.min(gradient, at(places, progress.backward, gradient))
    : error.left;

  const track = pieces(places, ways, start, error.left);
  const along = (/** @type {number} */ y, /** @type {number} */ from, /** @type {number} */ to) =>
    track
      .map(([left, right]) => [Math.max(left, from), Math.min(right, to)])
      .filter(([left, right]) => left < right || from === to)
      .map(([left, right]) => `M${left} ${y}H${right}`)
      .join('');

  const begun = `M${error.left} ${top}H${progress.turned ? turn - ROUND : error.x}`;
  const returned = progress.turned && back < gradient;
  // what is not there yet has its place in the list, so that the others keep theirs
  return [
    line(along(top, start, reached), 'forward'),
    ahead(progress.error ? '' : along(top, reached, error.left)),
    line(progress.error ? begun : '', 'error'),
    bend(progress, { error, turn, top, bottom, gradient }),
    line(returned ? along(bottom, back, gradient) : '', 'backward'),
    ahead(along(bottom, start, back)),
    ...chevrons(places, progress, { reached, back, turn, top, bottom }, ways),
  ];
}

/**
 * @param {Places} places
 * @param {Stop} stop
 * @param {number} otherwise
 */
function at(places, stop, otherwise) {
  if (!stop) return otherwise;
  return (
    ('wire' in stop ? places.tiles.get(stop.wire) : frameOf(places, stop.node))?.x ?? otherwise
  );
}

/**
 * @param {Progress} progress
 * @param {{error: import('./places.js').Spot, turn: number, top: number, bottom: number, gradient:
 *   number}} spots
 */
function bend({ turned, error: begun }, { error, turn, top, bottom, gradient }) {
  const corner = (/** @type {number} */ x) => `a${ROUND} ${ROUND} 0 0 1 ${x} ${ROUND}`;
  const curve = `H${turn - ROUND}${corner(ROUND)}V${bottom - ROUND}${corner(-ROUND)}`;
  if (turned) return line(`M${error.left} ${top}${curve}H${gradient}`, 'error');
  return ahead(`M${begun ? error.x : error.left} ${top}${curve}H${error.left}`);
}

/**
 * Which way it goes: between the blocks, and in the turn.
 * @param {Places} places
 * @param {Progress} progress
 * @param {{reached: number, back: number, turn: number, top: number, bottom: number}} spots
 * @param {import('../lib/arcs.js').Ways} ways
 */
function chevrons(places, progress, { reached, back, turn, top, bottom }, ways) {
  const marks = [...places.frames].flatMap(([node, { left }], k) => {
    if (!ways.joined.has(k)) return [];
    const returned = node === LOSS ? 'error' : 'backward';
    return [
      chevron(left - 1, top, 0, progress.error || left < reached + 4 ? 'forward' : 'ghost'),
      chevron(left + 1, bottom, 180, progress.turned && left > back - 2 ? returned : 'ghost'),
    ];
  });
  return [...marks, chevron(turn, (top + bottom) / 2, 90, progress.turned ? 'error' : 'ghost')];
}

/** @param {string} d */
const ahead = (d) => line(d, 'ghost');
