// @ts-check
/**
 * Which tensors show their numbers and which a heat-map, and how large a heat-map is: decided from
 * shapes and room.
 */

import { gradientOf, isKept, LOSS } from './address.js';
import { measure } from './grid.js';
import { extent, layOut, lie } from './shape.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./board.js').Board} Board */
/** @typedef {import('./board.js').Block} Block */
/** @typedef {import('./grid.js').Pitch} Pitch */
/** @typedef {{shape: number[], data: ArrayLike<number> | null}} Laid */
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
 *
 * @typedef {object} Small     whether so few numbers are shown as numbers, whatever the room: the
 *   stage scrolls
 * @property {(address: string) => boolean} tensor
 * @property {(block: Block) => boolean} block
 */

/**
 * @typedef {object} Form
 * @property {'numbers' | 'map'} as
 * @property {boolean} compact    a small tile, for what is computed or kept on the side
 * @property {boolean} summary    histogram, range and shape below it
 * @property {Pitch} pitch        of a heat-map's cells; cells with numbers are sized by the board
 */

/** So many numbers in a row always have room. */
const SHORT = 3;
/** More columns than this are never read. */
const WIDEST = 10;

/** The smallest cell that holds a number, and what a tile adds around its cells. */
const LEAST = { width: 31, height: 20 };
const AROUND = 36;
const SUMMARY = 56;
/** Tiles on the side: the largest picture, what is around it, and how wide a row of them gets. */
const SMALL = { width: 46, height: 26 };
const STEPPER = { width: 33, height: 18 };
const SIDE = { around: 22, numbers: 38, row: 176 };
/** A part of a gradient: its cells can be told apart, and clicked. */
const PART = { width: 66, height: 46 };
const PART_IN_WINDOW = { width: 44, height: 34 };
/** Parts are read as numbers where all of them together take no more of the board's width. */
const ACROSS = 0.4;
/** The error's own number. */
const READOUT = 40;
/** The height of a vector's heat-map, with its name, and the least of any other. */
const VECTOR = 58;
const LOWEST = 80;
/** Cells above this size are drawn apart; and so far apart are maps of such cells. */
const SEPARATE = 7;
const APART = 6;
/** A picture is not thinner than this where its cells can grow. */
const THIN = 28;
/** More cells than this deserve a histogram. */
const MANY = 64;
/** A network whose parameters are no larger than this is small: it never turns into colours. */
const FEW = { rows: 12, cols: 8 };

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
      (Math.min(room.blocks / 2, rest / 2) - VECTOR * vectors.length) /
        Math.max(1, block.above.length - vectors.length),
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
 * In a small network, what has few numbers shows them: its parameters and, for few samples, all
 * that flows through it.
 * @param {Block[]} blocks
 * @param {Trace} trace
 * @returns {Small}
 */
function smallIn(blocks, trace) {
  const few = (/** @type {string} */ address) => {
    const { shape, data } = trace.tensors[address];
    const { rows, cols } = extent(lie(shape));
    return Boolean(data) && rows <= FEW.rows && cols <= FEW.cols;
  };
  const small = blocks.every(({ node, above }) => node === LOSS || above.every(few));
  return {
    tensor: (address) => small && few(address),
    block: ({ above }) => small && above.every(few),
  };
}

/**
 * Whether all that is read on a board is shown as numbers anyway.
 * @param {Board} board
 * @param {Trace} trace
 */
export function isSmall({ wires, blocks }, trace) {
  const small = smallIn(blocks, trace);
  return wires.every(({ value }) => small.tensor(value)) && blocks.every(small.block);
}

/** @param {Trace} trace @param {string} address */
const isVector = (trace, address) => trace.tensors[address].shape.length < 2;

/** Whether a tensor has so few numbers that they always have room. @param {Trace} trace */
const fewIn = (trace) => (/** @type {string} */ address) => {
  const { data } = trace.tensors[address];
  return data !== null && data.length <= SHORT;
};

/**
 * So few numbers in a row are no higher than their picture.
 * @param {Trace} trace
 * @param {string} address
 */
const isShort = (trace, address) => isVector(trace, address) && fewIn(trace)(address);

/** @returns {Form} */
const numbers = (compact = false) => ({
  as: 'numbers',
  compact,
  summary: false,
  pitch: { width: 0, height: 0, gap: 2, apart: 8 },
});

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

/** @param {Trace} trace @param {string} address */
const numbersHeight = (trace, address) =>
  extent(lie(trace.tensors[address].shape)).rows * (LEAST.height + 2) + AROUND;

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

/** Whether there is a room in which its numbers would be shown. @param {Laid} tensor */
export const mayBeRead = ({ shape, data }) =>
  data !== null && extent(lie(shape)).cols <= WIDEST && data.length <= WIDEST * WIDEST * 2;

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {Room} room
 * @param {number} height
 */
function readable(trace, address, room, height) {
  const { shape, data } = trace.tensors[address];
  const most = Math.max(4, Math.min(WIDEST, Math.floor(room.width / 4 / LEAST.width)));
  return (
    mayBeRead({ shape, data }) &&
    extent(lie(shape)).cols <= most &&
    numbersHeight(trace, address) <= height
  );
}

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {number} lane   the height that it may take
 * @param {number} [thin]   how much of its width it takes
 * @returns {Form}
 */
function large(trace, address, lane, thin = 1) {
  const { shape } = trace.tensors[address];
  const { rows, cols } = extent(layOut(trace.tensors[address]));
  const summary = shape.length > 1 && rows * cols > MANY && lane > 110;
  const grow = Math.max(0.7, Math.min(1.6, lane / 250));
  const height = Math.max(12, Math.min(150 * grow, lane - AROUND - (summary ? SUMMARY : 0)));
  return {
    as: 'map',
    compact: false,
    summary,
    pitch: pitchWithin(
      trace.tensors[address],
      { width: 84 * grow * thin, height },
      Math.max(1, grow),
    ),
  };
}

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {boolean} readable   whether few numbers may be shown as such
 * @returns {Form}
 */
function aside(trace, address, readable) {
  const { shape, data } = trace.tensors[address];
  if (data && shape.length < 2 && data.length <= (readable ? SHORT : 1)) return numbers(true);
  const image = shape.length > 2 ? { width: SMALL.width * 1.4, height: SMALL.height * 2 } : SMALL;
  const size = isKept(address) ? STEPPER : image;
  return {
    as: 'map',
    compact: true,
    summary: false,
    pitch: pitchWithin(trace.tensors[address], size, 0.5),
  };
}

/**
 * A part of a gradient, smaller than the sum below it.
 * @param {Trace} trace
 * @param {string} address
 * @param {Room} room
 * @returns {Form}
 */
function part(trace, address, { seen = 1, window }) {
  const form = aside(trace, address, false);
  if (form.as === 'numbers') return form;
  const { width, height } = window ? PART_IN_WINDOW : PART;
  const size = { width: width * seen, height };
  return { ...form, pitch: pitchWithin(trace.tensors[address], size, 0.9) };
}

/**
 * Square cells of whole pixels while they are large enough to tell apart; else a picture that keeps
 * some of the proportion.
 * @param {Laid} tensor
 * @param {{width: number, height: number}} size
 * @param {number} grow
 * @returns {Pitch}
 */
export function pitchWithin(tensor, size, grow) {
  const flat = layOut(tensor);
  const { rows, cols } = extent(flat);
  const sideWith = (/** @type {number} */ apart) =>
    Math.floor(
      Math.min(
        (size.width - apart * (flat.across - 1)) / cols,
        (size.height - apart * (flat.down - 1)) / rows,
        16 * Math.max(1, grow),
      ),
    );
  const between = sideWith(APART) > SEPARATE ? APART : APART / 2;
  const apart = flat.count === 1 ? 0 : between;
  const side = sideWith(apart);
  if (side >= 2) {
    const gap = side > SEPARATE ? 1 : 0;
    const least = (/** @type {number} */ count) =>
      Math.max(side, Math.min(9, Math.floor(THIN / count)));
    const thin = flat.count === 1 && gap === 0;
    return {
      width: thin ? least(cols) : side - gap,
      height: thin ? least(rows) : side - gap,
      gap,
      apart,
    };
  }
  const width = size.width - apart * (flat.across - 1);
  const height = size.height - apart * (flat.down - 1);
  const natural = (/** @type {number} */ count) => 12 * grow * count ** 0.45;
  const fill = flat.count > 1 ? Infinity : 1;
  return {
    width: Math.min(width, 60 * grow * fill, natural(cols) * fill) / cols,
    height: Math.min(height, 112 * grow * fill, natural(rows) * fill) / rows,
    gap: 0,
    apart,
  };
}

/** The size of a heat-map in pixels. @param {Laid} tensor @param {Pitch} pitch */
export const pictureOf = (tensor, pitch) => measure(layOut(tensor), pitch);
