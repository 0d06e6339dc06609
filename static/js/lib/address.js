// @ts-check
/**
 * Addresses: what a tensor is called. l1.W is layer 1's W, l1.W:m what is remembered of it, and
 * l1.W:next its value after the update; node.name[@reader[.input]][:state][:next]. No other module
 * takes an address apart or puts one together.
 */

export const DATA = 'data';
export const LOSS = 'loss';
export const OPTIMIZER = 'optimizer';

const GRAMMAR = /^(\w+)\.(\w+)(?:@(\w+)(?:\.(\w+))?)?(?::(?!next(?::|$))(\w+))?(:next)?$/;

/**
 * @typedef {object} Address
 * @property {string} node
 * @property {string} name
 * @property {string} reader   whose part of a gradient it is; else empty
 * @property {string} input    and under which name; else empty
 * @property {string} state    what an optimizer keeps of the tensor, such as m; else empty
 * @property {boolean} next    whether it is the value after the update
 */

/** Taken apart; null where a text has not the form of an address. @param {string} text */
export function parse(text) {
  const found = GRAMMAR.exec(text);
  if (!found) return null;
  const [, node, name, reader = '', input = '', state = '', next] = found;
  return /** @type {Address} */ ({ node, name, reader, input, state, next: Boolean(next) });
}

/** What a node calls so. @param {string} node @param {string} name */
export const tensor = (node, name) => `${node}.${name}`;

export const INPUT = tensor(DATA, 'x');
export const TARGET = tensor(DATA, 'target');
export const ERROR = tensor(LOSS, 'E');

/** Where the value after the update is. @param {string} address */
export const after = (address) => `${address}:next`;

/**
 * The tensor that a place belongs to: after its update a parameter stays where it is.
 * @param {string} address
 */
export const home = (address) => address.replace(/:next$/, '');

/**
 * Whether it belongs to another tensor: a state, or a value after the update.
 * @param {string} address
 */
export const isKept = (address) => address.includes(':');

/** Whether it is a parameter after its update. @param {string} address */
export const isUpdated = (address) => address === after(ownerOf(address));

/** The parameter that a state belongs to; any other tensor is its own. @param {string} address */
export const ownerOf = (address) => address.split(':')[0];

/** The node that has a tensor; a node's own name is its own. @param {string} address */
export const nodeOf = (address) => address.split('.')[0];

/** What its node calls a tensor. @param {string} address */
export const nameOf = (address) => parse(address)?.name ?? '';

/** The gradient with respect to a tensor. @param {string} address */
export const gradientOf = (address) => address.replace('.', '.d');

/** The tensor that a gradient is with respect to. @param {string} gradient */
export const denominator = (gradient) => whole(gradient).replace('.d', '.');

/**
 * A reader's part of a gradient; a parameter that is shared has one use in each node.
 * @param {string} gradient @param {string} reader @param {string} [input]
 */
export const partOf = (gradient, reader, input) =>
  `${gradient}@${reader}${input ? `.${input}` : ''}`;

/** Whether it is one reader's part of a gradient. @param {string} address */
export const isPart = (address) => address.includes('@');

/** The gradient that a part belongs to; any other is whole. @param {string} address */
export const whole = (address) => address.split('@')[0];

/** The same tensor of another node. @param {string} address @param {string} node */
export const moved = (address, node) => address.replace(nodeOf(address), node);

/** What the layer at a place is called, counted from 1. @param {number} position */
export const layerId = (position) => `l${position}`;

/** The place of a layer; null for a node that is none. @param {string | null | undefined} node */
export function positionOf(node) {
  const found = /^l([1-9]\d*)$/.exec(node ?? '');
  return found ? Number(found[1]) : null;
}
