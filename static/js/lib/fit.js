// @ts-check
/**
 * Which tensors show their numbers and which a heat-map, and how large a heat-map is: decided from
 * shapes and room.
 */
import { gradientOf, LOSS } from './address.js';
import { aside, large, numbers, part } from './form.js';
import { pictureOf } from './pitch.js';
import { fewIn, isShort, isVector, LEAST, numbersHeight, readable, smallIn } from './readable.js';
import { extent, lie } from './shape.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./board.js').Board} Board */
/** @typedef {import('./board.js').Block} Block */
/** @typedef {import('./form.js').Form} Form */

/**
 * @typedef {object} Room
 * @property {number} width    of the whole board
 * @property {number} lanes    height of both lanes together
 * @property {number} blocks   height that a block may fill in both of them
 * @property {boolean} [learning]   all of it is seen beside a training: what has no room for digits
 *   is a picture
 * @property {boolean} [window]   it is a window on one block
 * @property {boolean} [read]   it is scrolled anyway: what is on the side of a small network shows
 *   its numbers too
 * @property {number} [seen]   all of it is seen at once: what is more than a few numbers is a
 *   picture, so many times as wide as it might be
 */

/** Tiles on the side: what is around a picture, how high numbers are, how wide a row gets. */
const SIDE = { around: 22, numbers: 38, row: 176 };
/** Parts are read as numbers where all of them together take no more of the board's width. */
const ACROSS = 0.4;
/** The error's own number. */
const READOUT = 40;
/** The height of a vector's heat-map, with its name, and the least of any other. */
const VECTOR = 58;
const LOWEST = 80;

/**
 * @param {Board} board
 * @param {Trace} trace
 * @param {Room} room
 * @returns {Map<string, Form>}
 */
export function forms({ wires, blocks }, trace, room) {
  /** @type {Map<string, Form>} */
  const found = new Map();
  const put = (/** @type {string} */ address, /** @type {Form} */ form) => {
    found.set(address, form);
    const gradient = gradientOf(address);
    if (gradient in trace.tensors) found.set(gradient, form);
  };
  const half = room.lanes / 2;
  const small = room.seen ? { tensor: fewIn(trace), block: () => false } : smallIn(blocks, trace);
  const parts = (/** @type {string[]} */ list) => {
    const across = list.reduce((sum, one) => sum + extent(lie(trace.tensors[one].shape)).cols, 0);
    const wide = across * LEAST.width > ACROSS * room.width;
    const read = room.read && !wide && list.every(small.tensor);
    for (const address of list)
      found.set(address, read ? numbers(true) : part(trace, address, room));
  };
  const beside = (/** @type {string} */ address, /** @type {boolean} */ side) =>
    room.read && small.tensor(address) ? numbers(true) : aside(trace, address, side);
  for (const wire of wires) parts(wire.parts);
  for (const { value } of wires)
    put(
      value,
      small.tensor(value) || (!room.seen && readable(trace, value, room, room.blocks / 2))
        ? numbers()
        : large(trace, value, half, room.seen),
    );
  for (const block of blocks) {
    const { main, side, rest } = small.block(block)
      ? { main: true, side: true, rest: room.blocks }
      : choose(block, trace, room);
    const vectors = block.above.filter((address) => isVector(trace, address));
    const each = Math.max(
      LOWEST,
      (rest / 2 - VECTOR * vectors.length) / Math.max(1, block.above.length - vectors.length),
    );
    for (const address of block.above) {
      put(
        address,
        main || (!room.learning && isShort(trace, address))
          ? numbers()
          : large(trace, address, isVector(trace, address) ? VECTOR : each, room.seen),
      );
    }
    for (const list of block.parts.values()) parts(list);
    for (const address of block.aside) put(address, beside(address, side));
    // laid over the board at the update, and many then
    for (const address of block.stepper) put(address, aside(trace, address, false));
    for (const address of block.beneath)
      if (!found.has(address)) put(address, beside(address, side));
  }
  return found;
}

/**
 * Numbers everywhere if the block stays low enough; else heat-maps on the side; else heat-maps for
 * its parameters too.
 * @param {Block} block
 * @param {Trace} trace
 * @param {Room} room
 */
function choose(block, trace, room) {
  const stack = (/** @type {string[]} */ list) =>
    list.reduce((sum, address) => sum + numbersHeight(trace, address), 0);
  const height = stack(block.above) + stack(block.below) + (block.node === LOSS ? READOUT : 0);
  const sides = (/** @type {boolean} */ side) =>
    [block.aside, block.beneath].reduce((sum, list) => sum + rowsHeight(trace, list, side), 0);
  const side = height + sides(true) <= room.blocks;
  const rest = room.blocks - sides(side);
  const main =
    !room.seen &&
    height <= rest &&
    block.above.every((address) => readable(trace, address, room, rest));
  return { main, side, rest };
}

/**
 * The height of tiles on the side, in as many rows as they need.
 * @param {Trace} trace
 * @param {string[]} list
 * @param {boolean} side   whether they may show numbers
 */
function rowsHeight(trace, list, side) {
  let [height, row, used] = [0, 0, SIDE.row];
  for (const address of list) {
    const form = aside(trace, address, side);
    const picture = pictureOf(trace.tensors[address], form.pitch);
    const size =
      form.as === 'map'
        ? { width: picture.width + 16, height: picture.height + SIDE.around }
        : {
            width: (trace.tensors[address].shape[0] ?? 1) * (LEAST.width + 2) + 16,
            height: SIDE.numbers,
          };
    if (used + size.width > SIDE.row) [height, row, used] = [height + row, 0, 0];
    used += size.width;
    row = Math.max(row, size.height);
  }
  return height + row;
}
