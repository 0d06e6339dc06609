// @ts-check
/** What a step draws between the blocks: the rail, the arcs, the threads and the links. */
import { arcs } from '../draw/arcs.js';
import { links } from '../draw/links.js';
import { rail } from '../draw/rail.js';
import { stubs } from '../draw/stubs.js';
import { threads } from '../draw/threads.js';
import { DATA, tensor } from '../lib/address.js';
import { chipLook, storedAt } from '../lib/moment.js';
import { nodeName, text } from '../lib/names.js';
import { redraw } from '../platform/redraw.js';
import { progressOf } from '../lib/progress.js';
import { isKnown, phaseAt } from '../lib/steps.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../lib/arcs.js').Arc} Arc */
/** @typedef {import('../draw/arcs.js').Way} Way */

/**
 * Draws the rail, the threads and the links of a step.
 * @param {Trace} trace
 * @param {import('./scene.js').Scene} scene
 * @param {ReturnType<typeof import('./board.js').createBoard>} board
 * @param {import('../draw/places.js').Places} places
 */
export function createLines(trace, scene, board, places) {
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
  const written = (/** @type {Arc} */ arc, /** @type {Way} */ way) =>
    way === 'forward' ? tensor(arc.node, 'y') : arc.gradient;
  /** @param {Arc} arc @param {Way} way @param {number} cursor */
  const walked = (arc, way, cursor) => {
    if (trace.steps[cursor]?.writes === written(arc, way)) return 'now';
    return isKnown(trace, written(arc, way), cursor) ? 'done' : 'ahead';
  };
  const name = (/** @type {Arc} */ arc, /** @type {Way} */ way) =>
    text(tensor(arc.node, way === 'forward' ? arc.name : `d${arc.name}`), trace);
  const called = (/** @type {number} */ k) => {
    const block = scene.places.blocks[k];
    return block?.name ?? nodeName(block?.node ?? DATA, trace, scene.t);
  };
  const words = {
    name,
    reader: (/** @type {Arc} */ { to }) => called(to),
    source: (/** @type {Arc} */ { from }) => called(from - 1),
  };
  const drawn = (/** @type {(arc: Arc, way: Way) => import('../draw/arcs.js').Walked} */ when) =>
    scene.room.window
      ? stubs(places, scene.ways, when, words)
      : arcs(places, scene.ways, when, name);

  return (/** @type {number} */ cursor, /** @type {boolean} */ whole) => {
    board.rail.dataset.phase = board.links.dataset.phase = phaseAt(trace, cursor);
    const stored = chips.flatMap(({ address, first, since }) => {
      const look = chipLook(trace, address, cursor, since);
      return look === 'empty'
        ? []
        : [{ address, first, active: !whole && (look === 'reading' || look === 'storing') }];
    });
    const progress = progressOf(trace, onWires, cursor);
    redraw(
      board.rail,
      rail(places, progress, wires[wires.length - 1].gradient, scene.ways),
      threads(places, stored),
    );
    if (scene.ways.arcs.length) {
      const when = (/** @type {Arc} */ arc, /** @type {Way} */ way) => walked(arc, way, cursor);
      redraw(board.arcs, drawn(when));
    }
    board.links.replaceChildren(...(whole ? [] : links(places, trace.steps[cursor], isParameter)));
  };
}
