// @ts-check
/**
 * Who reads what: the tensor that a node means by a name of its own, read off the nodes' inputs.
 */
import { DATA, gradientOf, INPUT, isKept, parse, positionOf, TARGET, tensor } from './address.js';

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
 * The address of what a node calls so: of its inputs and their gradients another's tensor, of all
 * else its own.
 * @param {Node} node
 * @param {string} name
 */
function meant({ id, inputs }, name) {
  if (name in inputs) return handedOn(inputs[name], name);
  const of = name.slice(1);
  return name[0] === 'd' && of in inputs ? gradientOf(handedOn(inputs[of], of)) : tensor(id, name);
}

/**
 * The one address that answers use: a layer's input is the output of the node that it reads.
 * @param {string} address
 * @param {Trace} trace
 */
export function canonical(address, trace) {
  const found = address in trace.tensors || isKept(address) ? null : parse(address);
  const node = found && trace.nodes.find(({ id }) => id === found.node);
  return node ? meant(node, found.name) : address;
}

/**
 * The name of its own under which a layer reads a wire, or its gradient: l3.x for l2.y. Null where
 * it does not, and for the error, which writes what it reads as the node before it does.
 * @param {string} address
 * @param {Node | undefined} node
 */
export function ownName(address, node) {
  if (!node || positionOf(node.id) === null) return null;
  const names = Object.keys(node.inputs).flatMap((name) => [name, `d${name}`]);
  const name = names.find((candidate) => meant(node, candidate) === address);
  return name ? tensor(node.id, name) : null;
}

/**
 * The same of the first layer that reads it, whichever that is.
 * @param {string} address
 * @param {Trace} trace
 */
export function nameAhead(address, trace) {
  for (const node of trace.nodes) {
    const own = ownName(address, node);
    if (own) return own;
  }
  return null;
}
