// @ts-check
/**
 * The arcs of values that are used again: over the heads of the blocks on the way there, under
 * their feet on the way back.
 */
import { tensor } from '../lib/address.js';
import { landing } from '../lib/arcs.js';
import { svg } from '../lib/sketch.js';
import { chevron, head, line } from './strokes.js';
import { frameOf } from './places.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('../lib/arcs.js').Arc} Arc */
/** @typedef {import('../lib/arcs.js').Ways} Ways */
/** @typedef {'forward' | 'backward'} Way */
/** @typedef {'ahead' | 'now' | 'done'} Walked   still to come; by this step; before it */

/** Between the blocks' edge and the first track, and between tracks; how round the corners are. */
export const FIRST = 20;
const TRACK = 13;
export const ROUND = 10;
/** A fork leaves the rail so far from the right edge of its wire; stage.css has the room for it. */
export const FORK = 11;
export const BESIDE = 9;

/** What is drawn later lies above. @type {Walked[]} */
const ORDER = ['ahead', 'done', 'now'];

/**
 * The room that the arcs take above the board, and below it; a window on one block has one track.
 * @param {Pick<Ways, 'tracks'>} ways
 * @param {boolean} [window]
 */
export const roomFor = ({ tracks }, window = false) =>
  tracks ? 16 + TRACK * (window ? 1 : tracks) : 0;

/**
 * @param {Places} places
 * @param {Ways} ways
 * @param {(arc: Arc, way: Way) => Walked} walked
 * @param {(arc: Arc, way: Way) => string} label   what the reader calls what comes by it
 */
export function arcs(places, ways, walked, label) {
  const low = [...ways.arcs].sort((a, b) => trackOf(ways, a) - trackOf(ways, b));
  return /** @type {Way[]} */ (['forward', 'backward']).flatMap((way) => {
    // what has happened covers what it shares with what has not, and so does what happens
    return low
      .map((arc) => ({ arc, way, when: walked(arc, way), text: label(arc, way) }))
      .sort((a, b) => ORDER.indexOf(a.when) - ORDER.indexOf(b.when))
      .map((what) => draw(places, ways, what));
  });
}

/** @param {Ways} ways @param {Arc} arc */
const trackOf = (ways, { from }) => ways.track.get(from) ?? 0;

/**
 * @param {Places} places
 * @param {Ways} ways
 * @param {{arc: Arc, way: Way, when: Walked, text: string}} what
 */
function draw(places, ways, { arc, way, when, text }) {
  const frame = frameOf(places, arc.node);
  const wire = places.wires.get(arc.value);
  if (!frame || !wire) return svg('g');
  const up = way === 'forward' ? -1 : 1;
  const edge = up < 0 ? frame.top : frame.bottom;
  const y = edge + up * (FIRST + TRACK * trackOf(ways, arc));
  const { part, first } = landing(ways.arcs, arc);
  const fork = wire.right - FORK;
  const land = frame.left + part * (frame.right - frame.left);
  const corner = (
    /** @type {number} */ dx,
    /** @type {number} */ dy,
    /** @type {boolean} */ turn,
  ) => (turn ? `q0 ${dy} ${dx} ${dy}` : `q${dx} 0 ${dx} ${dy}`);
  const rise = `M${fork} ${places[way].y}V${y - up * ROUND}`;
  const [away, home] = [corner(ROUND, up * ROUND, true), corner(ROUND, -up * ROUND, false)];
  const across = `${away}H${land - ROUND}${home}`;
  const end = up < 0 ? edge - 10 : edge;
  const d = `${rise}${across}V${end}`;
  const phase = when === 'ahead' ? 'ghost' : way;
  return svg(
    'g',
    {
      class: when === 'now' ? 'arc now' : 'arc',
      dataset: { source: arc.value, arc: tensor(arc.node, arc.name), phase },
    },
    svg('path', { class: 'arc-gap', attrs: { d: `M${fork} ${edge}V${y - up * ROUND}` } }),
    line(d, phase),
    svg('path', { class: 'arc-hit', attrs: { d } }),
    up < 0 ? head(land, edge, phase) : chevron(fork, places[way].y + 40, -90, phase),
    chevron((fork + land) / 2, y, up < 0 ? 0 : 180, phase),
    svg(
      'text',
      {
        dataset: { phase },
        attrs: {
          x: land + (first ? -BESIDE : BESIDE),
          y: up < 0 ? edge - 4 : edge + 12,
          'text-anchor': first ? 'end' : 'start',
        },
      },
      text,
    ),
  );
}
