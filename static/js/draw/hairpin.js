// @ts-check
/** The course of a network, small: forward above, backward below, and how far it is walked. */
import { clear, svg } from '../platform/dom.js';
import { phaseAt } from '../lib/steps.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./places.js').Places} Places */

/**
 * @typedef {object} Stop   a block on its course, with its mark on the way there and back
 * @property {string} id
 * @property {number} left
 * @property {number} right
 * @property {Element[]} marks
 */

/** The lines of the hairpin, in the picture's own units. */
const FORWARD = 6;
const BACKWARD = 18;
const BLOCK = 8;
const HEIGHT = 24;

/** From where it turns to the board's end. */
const TURN = 8;

export function createHairpin() {
  const node = svg('svg', { attrs: { preserveAspectRatio: 'none', 'aria-hidden': 'true' } });
  const walked = line('walked');
  /** @type {Stop[]} */
  let stops = [];
  /** Of each node its block. @type {Map<string, string>} */
  let home = new Map();
  /** @type {Element[]} */
  let marked = [];
  let wide = 1;

  return {
    node,
    stops: () => stops,
    /**
     * @param {Places} places
     * @param {{margin: number, width: number}} board   beside what stands on it; the whole of it
     */
    draw({ frames, homes }, { margin, width }) {
      home = homes;
      wide = width;
      node.setAttribute('viewBox', `0 0 ${wide} ${HEIGHT}`);
      stops = [...frames].map(([id, { left, right }]) =>
        stopOf(id, { left: left + margin, right: right + margin }),
      );
      clear(node);
      const course = line('course', `M0 ${FORWARD}H${wide - TURN}V${BACKWARD}H0`);
      node.append(course, walked, ...stops.flatMap(({ marks }) => marks));
    },
    /** @param {Trace} trace @param {number} cursor */
    mark(trace, cursor) {
      const phase = phaseAt(trace, cursor);
      const step = trace.steps[cursor];
      const stop = stops.find(({ id }) => id === home.get(step?.node ?? ''));
      for (const old of marked) old.classList.remove('now');
      marked = atWork(stop?.marks ?? [], phase);
      for (const mark of marked) mark.classList.add('now');
      walked.setAttribute('d', step ? wayTo(stop ?? { left: wide, right: wide }, phase, wide) : '');
    },
  };
}

/** @param {string} name @param {string} [d] */
const line = (name, d) =>
  svg('path', { class: name, attrs: { d, 'vector-effect': 'non-scaling-stroke' } });

/**
 * @param {string} id
 * @param {{left: number, right: number}} place
 * @returns {Stop}
 */
function stopOf(id, { left, right }) {
  const marks = [FORWARD, BACKWARD].map((y) =>
    svg('rect', {
      attrs: { x: left, y: y - BLOCK / 2, width: right - left, height: BLOCK, rx: 2 },
    }),
  );
  return { id, left, right, marks };
}

/**
 * The update is of both ways.
 * @param {Element[]} marks
 * @param {import('../types.js').Phase} phase
 */
function atWork([there, back], phase) {
  if (!there) return [];
  if (phase === 'update') return [there, back];
  return [phase === 'backward' ? back : there];
}

/**
 * From the start to a block as it is reached in a phase, on the board's whole width.
 * @param {{left: number, right: number}} stop
 * @param {import('../types.js').Phase} phase
 * @param {number} wide
 */
function wayTo({ left, right }, phase, wide) {
  const forward = `M0 ${FORWARD}H`;
  const turned = `${forward}${wide - TURN}V${BACKWARD}H`;
  if (phase === 'update') return `${turned}0`;
  return phase === 'backward' ? turned + left : forward + right;
}
