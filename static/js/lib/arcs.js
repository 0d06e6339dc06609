// @ts-check
/**
 * Where a value is used again: an arc over the blocks between, from the wire that it lies on to the
 * block that reads it, and its gradient's way home under them.
 */
import { gradientOf, partOf } from './address.js';
import { handedOn } from './edges.js';

/** @typedef {import('../types.js').Trace} Trace */

/**
 * @typedef {object} Arc
 * @property {string} value     l1.y
 * @property {string} gradient  what comes back by this way: l1.dy@l4.other, or l1.dy where no other
 *   reader is
 * @property {string} node      the reader
 * @property {string} name      what it calls what it reads
 * @property {number} from      the wire, counted from the data's
 * @property {number} to        the reader's block, counted from 0; block k stands right of wire k
 *
 * @typedef {object} Ways
 * @property {Arc[]} arcs
 * @property {Set<number>} joined         the blocks that read the wire right before them
 * @property {Map<number, number>} track  how high the arcs of a wire run, from 0
 * @property {number} tracks              how many there are
 */

/**
 * @param {Trace} trace
 * @param {import('./board.js').Board} board
 * @returns {Ways}
 */
export function ways(trace, { wires, blocks }) {
  const place = new Map(wires.map(({ value }, k) => [value, k]));
  const inputs = new Map(trace.nodes.map((node) => [node.id, node.inputs]));
  const joined = new Set(/** @type {number[]} */ ([]));
  /** @type {Arc[]} */
  const arcs = [];
  blocks.forEach(({ nodes }, to) => {
    const read = nodes.flatMap((node) =>
      Object.entries(inputs.get(node) ?? {}).map(([name, source]) => ({ node, name, source })),
    );
    for (const { node, name, source } of read) {
      if (nodes.includes(source)) continue; // within what is folded into one
      const value = handedOn(source, name);
      const from = place.get(value);
      if (from === undefined) continue; // the target stands in the error's own block
      if (from === to) joined.add(to);
      else arcs.push({ value, gradient: returned(trace, value, node, name), node, name, from, to });
    }
  });
  const track = stacked(arcs);
  return { arcs, joined, track, tracks: Math.max(0, ...[...track.values()].map((k) => k + 1)) };
}

/** @param {Trace} trace @param {string} value @param {string} node @param {string} name */
function returned(trace, value, node, name) {
  const part = partOf(gradientOf(value), node, name);
  return part in trace.tensors ? part : gradientOf(value);
}

/**
 * One track for all the arcs of a wire. What does not overlap shares a track; of two that do, the
 * one that ends first runs below, so that a later riser crosses an earlier line once, and no drop
 * does.
 * @param {Arc[]} arcs
 */
function stacked(arcs) {
  /** @type {Map<number, number>} */
  const ends = new Map();
  for (const { from, to } of arcs) ends.set(from, Math.max(to, ends.get(from) ?? 0));
  const spans = [...ends]
    .map(([from, to]) => ({ from, to }))
    .sort((a, b) => a.to - b.to || b.from - a.from);
  /** @type {Map<number, number>} */
  const track = new Map();
  spans.forEach(({ from, to }, k) => {
    const below = spans
      .slice(0, k)
      .filter((other) => other.to >= from && other.from <= to)
      .map((other) => track.get(other.from) ?? 0);
    track.set(from, Math.max(-1, ...below) + 1);
  });
  return track;
}

/**
 * Where arcs land on a block's edge, from the left: the nearest wire's first.
 * @param {Arc[]} arcs
 * @param {Arc} arc
 * @returns {{part: number, first: boolean}}   of its width; whether others land right of it
 */
export function landing(arcs, arc) {
  const all = arcs.filter(({ to }) => to === arc.to).sort((a, b) => b.from - a.from);
  const k = all.indexOf(arc);
  return { part: (k + 1) / (all.length + 1), first: k === 0 && all.length > 1 };
}
