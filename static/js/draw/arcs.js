// @ts-check
/**
 * The arcs of values that are used again: over the heads of the blocks on the way there, under
 * their feet on the way back.
 */
import { tensor } from '../lib/address.js';
import { landing } from '../lib/arcs.js';
import { svg } from '../platform/dom.js';
import { frameOf } from './places.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('../lib/arcs.js').Arc} Arc */
/** @typedef {import('../lib/arcs.js').Ways} Ways */
/** @typedef {'forward' | 'backward'} Way */

/** Between the blocks' edge and the first track, and between tracks; how round the corners are. */
const FIRST = 20;
const TRACK = 13;
const ROUND = 10;
/** A fork leaves the rail so far from the right edge of its wire; stage.css has the room for it. */
const FORK = 11;
const BESIDE = 9;

/** The room that the arcs take above the board, and below it. @param {number} tracks */
export const roomFor = (tracks) => (tracks ? 16 + TRACK * tracks : 0);

/**
 * @param {Places} places
 * @param {Ways} ways
 * @param {(arc: Arc, way: Way) => boolean} done   whether it has been walked
 * @param {(arc: Arc, way: Way) => string} label   what the reader calls what comes by it
 */
export function arcs(places, ways, done, label) {
  const low = [...ways.arcs].sort((a, b) => trackOf(ways, a) - trackOf(ways, b));
  return /** @type {Way[]} */ (['forward', 'backward']).flatMap((way) => {
    const drawn = low.map((arc) => ({ arc, solid: done(arc, way) }));
    // what has happened covers what it shares with what has not
    return [...drawn.filter(({ solid }) => !solid), ...drawn.filter(({ solid }) => solid)].map(
      ({ arc, solid }) => draw(places, ways, { arc, way, solid, text: label(arc, way) }),
    );
  });
}

/** @param {Ways} ways @param {Arc} arc */
const trackOf = (ways, { from }) => ways.track.get(from) ?? 0;

/**
 * @param {Places} places
 * @param {Ways} ways
 * @param {{arc: Arc, way: Way, solid: boolean, text: string}} what
 */
function draw(places, ways, { arc, way, solid, text }) {
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
  const phase = solid ? way : 'ghost';
  const [x, tip] = up < 0 ? [land, edge - 10] : [fork, places[way].y + 40];
  return svg(
    'g',
    { class: 'arc', dataset: { source: arc.value, arc: tensor(arc.node, arc.name), phase } },
    svg('path', { class: 'arc-gap', attrs: { d: `M${fork} ${edge}V${y - up * ROUND}` } }),
    svg('path', { class: solid ? 'rail-done' : 'rail-ahead', dataset: { phase }, attrs: { d } }),
    svg('path', { class: 'arc-hit', attrs: { d } }),
    up < 0
      ? svg('path', {
          class: 'arc-head',
          dataset: { phase },
          attrs: { d: 'M-6.5 -1H6.5L0 8z', transform: `translate(${x} ${tip})` },
        })
      : svg('path', {
          class: 'chevron',
          dataset: { phase },
          attrs: { d: 'M-3 -6 3 0-3 6', transform: `translate(${x} ${tip}) rotate(-90)` },
        }),
    svg('path', {
      class: 'chevron',
      dataset: { phase },
      attrs: {
        d: 'M-3 -6 3 0-3 6',
        transform: `translate(${(fork + land) / 2} ${y}) rotate(${up < 0 ? 0 : 180})`,
      },
    }),
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
