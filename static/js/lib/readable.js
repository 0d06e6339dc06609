// @ts-check
/** Where numbers have room to be read, and which networks are so small that all of them are. */
import { LOSS } from './address.js';
import { extent, lie } from './shape.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('./board.js').Board} Board */
/** @typedef {import('./board.js').Block} Block */
/** @typedef {import('./pitch.js').Laid} Laid */

/**
 * @typedef {object} Small     whether so few numbers are shown as numbers, whatever the room: the
 *   stage scrolls
 * @property {(address: string) => boolean} tensor
 * @property {(block: Block) => boolean} block
 */

/** The smallest cell that holds a number, and what a tile adds around its cells. */
export const LEAST = { width: 31, height: 20 };
export const AROUND = 36;
/** So many numbers in a row always have room. */
export const SHORT = 3;
/** More columns than this are never read. */
const WIDEST = 10;
/** A network whose parameters are no larger than this is small: it never turns into colours. */
const FEW = { rows: 12, cols: 8 };

/**
 * In a small network, what has few numbers shows them: its parameters and, for few samples, all
 * that flows through it.
 * @param {Block[]} blocks
 * @param {Trace} trace
 * @returns {Small}
 */
export function smallIn(blocks, trace) {
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
export const isVector = (trace, address) => trace.tensors[address].shape.length < 2;

/** Whether a tensor has so few numbers that they always have room. @param {Trace} trace */
export const fewIn = (trace) => (/** @type {string} */ address) => {
  const { data } = trace.tensors[address];
  return data !== null && data.length <= SHORT;
};

/**
 * So few numbers in a row are no higher than their picture.
 * @param {Trace} trace
 * @param {string} address
 */
export const isShort = (trace, address) => isVector(trace, address) && fewIn(trace)(address);

/** @param {Trace} trace @param {string} address */
export const numbersHeight = (trace, address) =>
  extent(lie(trace.tensors[address].shape)).rows * (LEAST.height + 2) + AROUND;

/** Whether there is a room in which its numbers would be shown. @param {Laid} tensor */
export const mayBeRead = ({ shape, data }) =>
  data !== null && extent(lie(shape)).cols <= WIDEST && data.length <= WIDEST * WIDEST * 2;

/**
 * Whether there is such a room here.
 * @param {Trace} trace
 * @param {string} address
 * @param {{width: number}} board
 * @param {number} height   that it may take
 */
export function readable(trace, address, board, height) {
  const { shape, data } = trace.tensors[address];
  const most = Math.max(4, Math.min(WIDEST, Math.floor(board.width / 4 / LEAST.width)));
  return (
    mayBeRead({ shape, data }) &&
    extent(lie(shape)).cols <= most &&
    numbersHeight(trace, address) <= height
  );
}
