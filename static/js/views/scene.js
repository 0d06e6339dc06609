// @ts-check
/**
 * What all parts of one drawing of a trace share: its places, its forms, its scales, the size of
 * its cells.
 */

import { after } from '../lib/address.js';
import { ways } from '../lib/arcs.js';
import { board } from '../lib/board.js';
import { forms } from '../lib/fit.js';
import { pictureOf } from '../lib/pitch.js';
import { liveOn } from '../lib/live.js';
import { kindOf } from '../lib/names.js';
import { lookAhead } from '../lib/picture.js';
import { planesOf } from '../lib/planes.js';
import { shared } from '../lib/scale.js';
import { folded } from '../lib/together.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../lib/grid.js').Pitch} Pitch */

/**
 * @typedef {object} Now              what a moment adds to the drawing
 * @property {number} cursor
 * @property {boolean} whole   all of the iteration is seen, rather than one of its steps
 * @property {number | null} live   the iteration whose numbers are seen while the network trains
 * @property {import('../types.js').Phase} phase
 * @property {Cell | null} selection
 * @property {import('../types.js').State['focus']['hover']} hover   what the pointer is on, in the
 *   inspector
 * @property {string | null} unfolded   the block whose optimizer's numbers the reader asked for
 * @property {string | null} veil   what was just written and is still to be guessed
 * @property {number | null} sample   the row of the batch that is followed
 * @property {number} fade   how long what appears takes to do so, in milliseconds; 0 for at once
 * @property {Map<string, number[][]>} lit   the cells that the selected number was computed from,
 *   by address
 *
 * @typedef {object} Body             the numbers of a tensor, in whichever form
 * @property {HTMLElement} node
 * @property {(address: string) => void} show          fills in the numbers of this address
 * @property {(at: number[] | null) => void} mark      rings the selected cell
 * @property {(veil: boolean) => void} hide            puts a question mark in place of the numbers
 * @property {(sample: number | null) => void} follow  marks the row of one sample; the others step
 *   back
 * @property {() => Pitch} pitch
 *
 * @typedef {ReturnType<typeof createScene>} Scene
 */

/** Between a tile's edge and its first cell, and between cells and maps; stage.css has the same. */
const PAD = 3;
const GAP = 2;
const APART = 8;

/** Cells on the side stay small, in times the size of their letters; stage.css has the same. */
const SIDE = { width: 3.4, height: 1.55 };

/** Between a number and the edges of its cell; stage.css has the same. */
const AIR = 2;

/** While a network trains, its numbers may exceed the scale so many times before it changes. */
const OUTGROWN = 1.25;

/**
 * Whether wires show what units make of the plane, in place of the batch.
 * @param {Pick<import('../types.js').Context, 'store' | 'late'> & {trace: Trace}} context
 */
export const seesUnits = ({ store, late, trace }) => {
  const { learning, samples } = store.get().runs;
  return Boolean(learning && late?.tiles) && ['plane', 'curve'].includes(lookAhead(samples, trace));
};

/**
 * @param {import('../types.js').Context & {trace: Trace, catalog: import('../types.js').Catalog,
 *   lang: import('../types.js').Lang}} context
 * @param {import('../lib/fit.js').Room} room
 * @param {import('./writing.js').Writings} writings   how the numbers of its tensors are written
 */
export function createScene(context, room, writings) {
  const { trace, store } = context;
  const places = board(trace, folded(trace, store.get().focus.opened));
  const paths = ways(trace, places);
  const found = forms(places, trace, room);
  const readable = [...found]
    .filter(([, form]) => form.as === 'numbers')
    .map(([address]) => address);
  const shown = readable
    .flatMap((address) => [address, after(address)])
    .filter((address) => address in trace.tensors);
  const body = getComputedStyle(document.body);
  const font = `${body.getPropertyValue('--fs-1')} ${body.fontFamily}`;
  const cell = { width: 33, height: 22, size: 11, small: 11 };

  /** @param {string} address */
  const form = (address) => /** @type {import('../lib/form.js').Form} */ (found.get(address));

  /**
   * A tensor as it is now: while the network trains, as it was last told.
   * @param {string} address
   */
  const look = (address) =>
    liveOn(store.get().runs, trace)?.tensors[address] ?? trace.tensors[address];

  const pictures = [...found].filter(([, { as }]) => as === 'map').map(([address]) => address);
  const learning = store.get().runs.learning ? planesOf(trace, { numbers: [], pictures }) : null;
  const over = seesUnits(context);
  const planes = learning && over ? learning.wires : [];

  return {
    ...context,
    room,
    places,
    /** Where values are used again. */
    ways: paths,
    look,
    seesUnits: over,
    /** Whether its units are seen over the plane. @param {string} address */
    tiled: (address) => planes.includes(address),
    /** Whether it gives way to what stands behind it. @param {string} address */
    passing: (address) => Boolean(learning?.passing.includes(address)),
    scales: shared(trace, shown),
    /** The scales, if the numbers that are seen now have grown out of them, or are lost in them. */
    rescale() {
      const now = shared(trace, shown, look);
      const outgrown = (/** @type {'v' | 'g'} */ kind) => {
        const ratio = now[kind].top / this.scales[kind].top;
        return ratio > OUTGROWN || ratio < 1 / (2 * OUTGROWN);
      };
      if (!outgrown('v') && !outgrown('g')) return false;
      this.scales = now;
      return true;
    },
    /** Whether any tensor shows its numbers, so that the shared scales mean something. */
    numeric: readable.length > 0,
    pad: PAD,
    /** Counts up when everything must be painted anew: other cells, other colours. */
    paintings: 0,
    form,
    /** @param {string} address */
    kind: (address) => kindOf(address, trace),
    /** @param {string} address */
    picture: (address) => pictureOf(trace.tensors[address], form(address).pitch),
    writings,
    /** Of the smallest texts. */
    font,
    /** The size of the cells that hold this tensor's numbers. @param {string} address */
    cell(address) {
      const { compact } = form(address);
      const size = compact ? cell.small : cell.size;
      const width = compact ? Math.min(cell.width, SIDE.width * size) : cell.width;
      const height = compact ? Math.min(cell.height, SIDE.height * size) : cell.height;
      return {
        width: Math.max(width, size * writings.need(address) + AIR),
        height,
        gap: GAP,
        apart: APART,
      };
    },
    /** @param {{width: number, height: number, size: number, small: number}} size */
    resize(size) {
      Object.assign(cell, size);
    },
    /** Every tensor that has a place. */
    addresses: [...found.keys()],
  };
}
