// @ts-check
/**
 * Arcs where the page is a window on one block: where a value leaves the rail, and where it lands,
 * a short piece that says which block is at its other end. The map above shows all of the way.
 */
import { tensor } from '../lib/address.js';
import { landing } from '../lib/arcs.js';
import { svg } from '../lib/sketch.js';
import { BESIDE, FIRST, FORK, ROUND } from './arcs.js';
import { frameOf } from './places.js';
import { chevron, head, line } from './strokes.js';

/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./arcs.js').Way} Way */
/** @typedef {import('./arcs.js').Walked} Walked */
/** @typedef {import('../lib/arcs.js').Arc} Arc */
/** @typedef {import('../lib/arcs.js').Ways} Ways */

/** So far it is seen to go on beside its corner. */
const ON = 24;
/** So many readers are named at the fork; more are counted. */
const NAMED = 2;

/**
 * @typedef {object} Words
 * @property {(arc: Arc, way: Way) => string} name   what the reader calls it
 * @property {(arc: Arc) => string} reader     the block that it goes to
 * @property {(arc: Arc) => string} source     the block that it comes from
 */

/**
 * @param {Places} places
 * @param {Ways} ways
 * @param {(arc: Arc, way: Way) => Walked} walked
 * @param {Words} words
 */
export const stubs = (places, ways, walked, words) =>
  /** @type {Way[]} */ (['forward', 'backward']).flatMap((way) => [
    ...ways.arcs.map((arc) => landed(places, ways, { arc, way, when: walked(arc, way) }, words)),
    ...[...Map.groupBy(ways.arcs, ({ value }) => value).values()].map((arcs) =>
      forked(places, { arcs, way, when: first(arcs.map((arc) => walked(arc, way))) }, words),
    ),
  ]);

/** The fork of several arcs has been passed with the first of them. @param {Walked[]} all */
function first(all) {
  if (all.includes('now')) return 'now';
  return all.includes('done') ? 'done' : 'ahead';
}

/**
 * Up from the rail, and on to the right; on the way back down from there and home.
 * @param {Places} places
 * @param {{arcs: Arc[], way: Way, when: Walked}} what
 * @param {Words} words
 */
function forked(places, { arcs, way, when }, words) {
  const [arc] = arcs;
  const wire = places.wires.get(arc.value);
  const frame = frameOf(places, arc.node);
  if (!wire || !frame) return svg('g');
  const up = way === 'forward' ? -1 : 1;
  const y = edgeOf(frame, up) + up * FIRST;
  const x = wire.right - FORK;
  const d = `M${x} ${places[way].y}V${y - up * ROUND}q0 ${up * ROUND} ${ROUND} ${up * ROUND}h${ON}`;
  const readers = arcs.slice(0, NAMED).map(words.reader);
  const more = arcs.length > NAMED ? [`+ ${arcs.length - NAMED}`] : [];
  const name = arcs.length === 1 ? [words.name(arc, way)] : [];
  const phase = when === 'ahead' ? 'ghost' : way;
  return svg(
    'g',
    { class: when === 'now' ? 'arc now' : 'arc', dataset: { source: arc.value, phase } },
    line(d, phase),
    up > 0 && chevron(x, places[way].y + 40, -90, phase),
    label([x - BESIDE, y + 4, 'end'], phase, [...name, ...readers, ...more]),
  );
}

/**
 * From the left, and down on the block; on the way back from below the block to the left.
 * @param {Places} places
 * @param {Ways} ways
 * @param {{arc: Arc, way: Way, when: Walked}} what
 * @param {Words} words
 */
function landed(places, ways, { arc, way, when }, words) {
  const frame = frameOf(places, arc.node);
  if (!frame) return svg('g');
  const up = way === 'forward' ? -1 : 1;
  const edge = edgeOf(frame, up);
  const y = edge + up * FIRST;
  const { part, first } = landing(ways.arcs, arc);
  const x = frame.left + part * (frame.right - frame.left);
  const phase = when === 'ahead' ? 'ghost' : way;
  const end = up < 0 ? edge - 10 : edge;
  const from = Math.min(frame.left, x - ROUND) - ON / 2;
  const d = `M${from} ${y}H${x - ROUND}q${ROUND} 0 ${ROUND} ${-up * ROUND}V${end}`;
  const alone = ways.arcs.filter(({ to }) => to === arc.to).length === 1;
  const said = [words.name(arc, way), alone && words.source(arc)];
  const spot = [x + (first ? -BESIDE : BESIDE), edge + up * (up < 0 ? 4 : 12), first ? 'end' : ''];
  return svg(
    'g',
    {
      class: when === 'now' ? 'arc now' : 'arc',
      dataset: { source: arc.value, arc: tensor(arc.node, arc.name), phase },
    },
    line(d, phase),
    up < 0 && head(x, edge, phase),
    label(/** @type {[number, number, string]} */ (spot), phase, said),
  );
}

/** @param {import('./places.js').Spot} frame @param {number} up */
const edgeOf = (frame, up) => (up < 0 ? frame.top : frame.bottom);

/**
 * @param {[number, number, string]} spot   where its text begins, or ends
 * @param {string} phase
 * @param {(string | false)[]} words
 */
const label = ([x, y, anchor], phase, words) =>
  svg(
    'text',
    { dataset: { phase }, attrs: { x, y, 'text-anchor': anchor || 'start' } },
    words.filter(Boolean).join(' · '),
  );
