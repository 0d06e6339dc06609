// @ts-check
/**
 * Who reads what: the tensor that a node means by a name of its own, read off the nodes' inputs.
 */
import {
  DATA,
  gradientOf,
  INPUT,
  isKept,
  isPart,
  parse,
  partOf,
  positionOf,
  TARGET,
  tensor,
  whole,
} from './address.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Node} Node */

/**
 * What a node hands on to an input of this name; the data hand on targets too.
 * @param {string} node
 * @param {string} [name]
 */
export function handedOn(node, name = 'x') {
  if (node !== DATA) return tensor(node, 'y');
  return name === 'target' ? TARGET : INPUT;
}

/**
 * The address of what a node calls so: of its inputs another's tensor, of their gradients its part
 * of it where there are parts, of parameters that it shares their owner's; of all else its own.
 * @param {Node} node
 * @param {string} name
 * @param {Trace} trace
 */
function meant({ id, inputs, share }, name, trace) {
  if (name in inputs) return handedOn(inputs[name], name);
  const of = name[0] === 'd' ? name.slice(1) : '';
  const read = of in inputs ? handedOn(inputs[of], of) : '';
  const used = share ? tensor(share, of || name) : tensor(id, of);
  const gradient = gradientOf(read || used);
  const part = partOf(gradient, id, read && of);
  if (of && part in trace.tensors) return part;
  if (read) return gradient;
  const shared = share ? tensor(share, name) : '';
  return trace.tensors[shared]?.role === 'parameter' ? shared : tensor(id, name);
}

/**
 * The one address that answers use: a layer's input is the output of the node that it reads.
 * @param {string} address
 * @param {Trace} trace
 */
export function canonical(address, trace) {
  const found = address in trace.tensors || isKept(address) ? null : parse(address);
  const node = found && !found.reader && trace.nodes.find(({ id }) => id === found.node);
  return node ? meant(node, found.name, trace) : address;
}

/**
 * Who reads what a node hands on, in the order of the nodes, within one in that of its inputs.
 * @param {string} address
 * @param {Trace} trace
 * @returns {{node: string, name: string}[]}
 */
export const readersOf = (address, trace) =>
  trace.nodes.flatMap(({ id, inputs }) =>
    Object.keys(inputs)
      .filter((name) => handedOn(inputs[name], name) === address)
      .map((name) => ({ node: id, name })),
  );

/** @type {WeakMap<Trace, Map<string, string[]>>} */
const sums = new WeakMap();

/**
 * The parts of a gradient that is a sum, in the order in which they are written; else none.
 * @param {string} gradient
 * @param {Trace} trace
 */
export function partsOf(gradient, trace) {
  let known = sums.get(trace);
  if (!known) {
    known = new Map();
    for (const { writes } of trace.steps)
      if (isPart(writes)) known.set(whole(writes), [...(known.get(whole(writes)) ?? []), writes]);
    sums.set(trace, known);
  }
  return known.get(gradient) ?? [];
}

/** Whether any tensor is used several times, so that its gradient is a sum. @param {Trace} trace */
export const branches = (trace) => trace.steps.some(({ writes }) => isPart(writes));

/**
 * The name of its own under which a layer reads a wire, or its gradient: l3.x for l2.y. Null where
 * it does not, and for the error, which writes what it reads as the node before it does.
 * @param {string} address
 * @param {Node | undefined} node
 * @param {Trace} trace
 */
export function ownName(address, node, trace) {
  if (!node || positionOf(node.id) === null) return null;
  const names = Object.keys(node.inputs).flatMap((name) => [name, `d${name}`]);
  const name = names.find((candidate) => meant(node, candidate, trace) === address);
  return name ? tensor(node.id, name) : null;
}

/**
 * The same of the layer that reads it, whichever that is; null where several do.
 * @param {string} address
 * @param {Trace} trace
 */
export function nameAhead(address, trace) {
  const own = trace.nodes.flatMap((node) => ownName(address, node, trace) ?? []);
  return own.length === 1 && readersOf(address, trace).length < 2 ? own[0] : null;
}
