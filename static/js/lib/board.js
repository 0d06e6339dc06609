// @ts-check
/**
 * The places on the stage, read off a trace: a wire between every two blocks, and in each block
 * what it learns, what it computes on the way, what it keeps for later, and the gradients of all
 * that.
 */
import { ERROR, gradientOf, home, isKept, isPart, nodeOf, parse, positionOf } from './address.js';
import { handedOn, partsOf } from './edges.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Node} Node */

/**
 * Parts of a gradient stand in the order of their readers on the stage.
 *
 * @typedef {object} Wire
 * @property {string} value       l1.y
 * @property {number} before      how many layers stand left of it
 * @property {string} gradient    l1.dy
 * @property {string[]} parts       of the gradient, where the value is used several times
 *
 * @typedef {object} Chip
 * @property {string} address
 * @property {string[]} also      other nodes whose backward reads it
 *
 * @typedef {object} Block
 * @property {string} node          of several layers that are folded into one the first
 * @property {string[]} nodes        all of them
 * @property {string | null} name    what they are called together
 * @property {string[]} above       parameters (of the error block: the target)
 * @property {string[]} below       their gradients
 * @property {Map<string, string[]>} parts   of those of them that are sums
 * @property {string[]} aside       what forward computes or draws on the way, and the layer's own
 *   state
 * @property {string[]} beneath     gradients of that
 * @property {string[]} stepper     what the optimizer keeps and computes for the parameters
 * @property {Chip[]} shelf
 *
 * @typedef {object} Board
 * @property {Wire[]} wires       one more than there are layers
 * @property {Block[]} blocks     the layers, then the error
 */

/**
 * @param {Trace} trace
 * @param {import('./together.js').Together[]} [folded]   layers that stand as one block
 * @returns {Board}
 */
export function board(trace, folded = []) {
  const inside = new Set(folded.flatMap(({ nodes }) => nodes.slice(0, -1)));
  const layers = trace.nodes.filter((node) => node.role === 'layer');
  const loss = trace.nodes.filter((node) => node.role === 'loss');
  const wires = trace.nodes
    .filter(({ id, role }) => (role === 'data' || role === 'layer') && !inside.has(id))
    .map(({ id }) => {
      const gradient = gradientOf(handedOn(id));
      const before = positionOf(id) ?? 0;
      return { value: handedOn(id), gradient, before, parts: ordered(gradient, trace) };
    });
  const placed = new Set(wires.flatMap(({ value, gradient }) => [value, gradient]));
  const shelves = shelf(trace);
  return {
    wires,
    blocks: [...layers, ...loss]
      .filter(({ id }) => !folded.some(({ key, nodes }) => key !== id && nodes.includes(id)))
      .map((node) => {
        const one = folded.find(({ key }) => key === node.id);
        return one ? closed(one) : block(trace, node, placed, shelves.get(node.id) ?? []);
      }),
  };
}

/** Several layers as one block, of which nothing inside is seen. */
const closed = (/** @type {import('./together.js').Together} */ { key, name, nodes }) => ({
  node: key,
  nodes,
  name,
  above: [],
  below: [],
  parts: new Map(),
  aside: [],
  beneath: [],
  stepper: [],
  shelf: [],
});

/** @param {string} gradient @param {Trace} trace */
function ordered(gradient, trace) {
  const place = (/** @type {string} */ part) =>
    trace.nodes.findIndex(({ id }) => id === parse(part)?.reader);
  return partsOf(gradient, trace).toSorted((a, b) => place(a) - place(b));
}

/**
 * @param {Trace} trace
 * @param {Node} node
 * @param {Set<string>} placed   tensors that lie on a wire
 * @param {Chip[]} chips
 * @returns {Block}
 */
function block(trace, node, placed, chips) {
  const mine = inOrder(trace).filter(
    (address) => nodeOf(address) === node.id && !placed.has(address) && !isPart(address),
  );
  const role = (/** @type {string} */ address) => trace.tensors[address].role;
  const above =
    node.role === 'loss'
      ? Object.entries(node.inputs)
          .map(([name, from]) => handedOn(from, name))
          .filter((address) => !placed.has(address))
      : mine.filter((address) => role(address) === 'parameter');
  const stepper = mine.filter(isKept);
  const gradients = mine.filter((address) => role(address) === 'gradient' && !isKept(address));
  const learning = above.map(gradientOf);
  const taken = new Set([...above, ...stepper, ...gradients, ERROR]);
  return {
    node: node.id,
    nodes: [node.id],
    name: null,
    above,
    below: learning.filter((address) => gradients.includes(address)),
    parts: new Map(learning.map((address) => [address, ordered(address, trace)])),
    aside: mine.filter((address) => !taken.has(address)),
    beneath: gradients.filter((address) => !learning.includes(address)),
    stepper,
    shelf: chips,
  };
}

/**
 * Every tensor that has a place of its own, in the order in which a run meets it.
 * @param {Trace} trace
 */
function inOrder(trace) {
  const met = trace.steps.flatMap((step) => [...Object.values(step.reads), step.writes]);
  const all = [...Object.keys(trace.tensors).filter((address) => !met.includes(address)), ...met];
  const given = Object.keys(trace.tensors).filter(
    (address) => trace.tensors[address].role === 'parameter',
  );
  return [...new Set([...given, ...all].map(home))].filter((address) => address in trace.tensors);
}

/**
 * One chip for each stored tensor, under the block whose backward reads it first.
 * @param {Trace} trace
 * @returns {Map<string, Chip[]>}
 */
function shelf(trace) {
  const nodes = new Map(trace.steps.map((step) => [step.writes, step]));
  /** @type {Map<string, Chip[]>} */
  const shelves = new Map();
  for (const [address, readers] of Object.entries(trace.memory)) {
    const steps = readers
      .flatMap((reader) => nodes.get(reader) ?? [])
      .sort((a, b) => a.index - b.index);
    const [first, ...also] = [...new Set(steps.map((step) => step.node))];
    if (first) shelves.set(first, [...(shelves.get(first) ?? []), { address, also }]);
  }
  return shelves;
}
