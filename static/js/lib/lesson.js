// @ts-check
/**
 * A lesson's scenes: where each one puts the stage, whether what it asked for has been done, and
 * its texts' numbers.
 */
import { near } from './format.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Cell} Cell */

/** @typedef {import('../answers.js').Ask} Ask */
/** @typedef {import('../answers.js').Scene} Scene */
/** @typedef {import('../answers.js').Place} Place */
/** @typedef {import('../answers.js').Compared} Compared */
/** @typedef {import('../answers.js').Lesson} Lesson */

/**
 * @typedef {{trace: Trace | null, cursor: number, selection: Cell | null}} Moment
 */

/**
 * The scene that says which network stands on the stage during this one.
 * @param {Lesson} lesson
 * @param {number} index
 */
export const settingOf = (lesson, index) =>
  /** @type {Scene & {network: string}} */ (
    lesson.scenes.slice(0, index + 1).findLast((scene) => scene.network)
  );

/**
 * The index of the step that a scene shows.
 * @param {Trace} trace
 * @param {string | null} address
 */
export const stepOf = (trace, address) => trace.steps.findIndex((step) => step.writes === address);

/**
 * What leads to another checkpoint: a scene that asks for it speaks, once it is done, of the
 * numbers found there.
 */
const LEADS_ON = ['next', 'insert', 'set'];

/** @param {Ask | undefined} ask */
export const leadsOn = (ask) => LEADS_ON.includes(ask?.do ?? '');

/**
 * Whether what the scene asks for has happened since it began.
 * @param {Ask} ask
 * @param {Trace} stand   where the scene began
 * @param {Moment} now
 */
export function isDone(ask, stand, { trace, cursor, selection }) {
  if (!trace || (!leadsOn(ask) && trace.checkpoint !== stand.checkpoint)) return false;
  switch (ask.do) {
    case 'step':
      return cursor >= stepOf(trace, ask.to ?? null);
    case 'select':
      return (
        !selection?.auto &&
        selection?.address === ask.address &&
        String(selection?.at) === String(ask.at)
      );
    case 'next':
      return trace.iteration > stand.iteration;
    case 'insert':
      return kindAfter(trace, ask) === ask.kind && kindAfter(stand, ask) !== ask.kind;
    case 'set':
      return (
        String(trace.tensors[ask.address ?? '']?.data) !==
        String(stand.tensors[ask.address ?? '']?.data)
      );
    default:
      return false;
  }
}

/** @param {Trace} trace @param {Ask} ask */
const kindAfter = (trace, { after }) =>
  trace.nodes[trace.nodes.findIndex(({ id }) => id === after) + 1]?.kind;

/** What is worked out before the stage shows it: a step further the answer is there. */
const WORKED_OUT = ['guess', 'choose'];

/**
 * Whether the reader has gone back before the scene's step, on to the answer of a question that is
 * still open, or to other numbers than the scene speaks of.
 * @param {Scene} scene
 * @param {boolean} done
 * @param {Trace} stand
 * @param {Moment} now
 */
export function hasWandered(scene, done, stand, { trace, cursor }) {
  if (done && leadsOn(scene.ask)) return false;
  const step = stepOf(stand, scene.step);
  const ahead = !done && WORKED_OUT.includes(scene.ask?.do ?? '') && cursor > step;
  return trace?.checkpoint !== stand.checkpoint || cursor < step || ahead;
}

/**
 * Whether a guess is right, to the digits in which the page writes numbers.
 * @param {Trace} trace
 * @param {Ask} ask
 * @param {number} guess
 */
export const isRight = (trace, { address = '', at = [], within = NEAR }, guess) =>
  Math.abs(numberAt(trace, address, at) - guess) < within;

/**
 * Half of the second decimal: how far a guess may be off, and how near to what a slip gives a wrong
 * one must be.
 */
export const NEAR = 0.005;

/**
 * @param {Trace} trace
 * @param {string} address
 * @param {number[]} at
 */
export function numberAt(trace, address, at) {
  const { shape, data } = trace.tensors[address] ?? { shape: [], data: null };
  const place = at.reduce((flat, index, axis) => flat * shape[axis] + index, 0);
  return data?.[place] ?? NaN;
}

/**
 * A number inside a sentence: as many decimals as it has, four at most.
 * @param {number} value
 */
export const inWords = (value) =>
  near(value, 4)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/**
 * Splits `{l1.W@0,1}` into address and cell; a plain `{l1.W}` has no cell. `{l1.y>l2}` is seen from
 * a node, `{before:loss.E@}` is a number of the scene's other moment.
 * @param {string} slot
 * @returns {{address: string, at: number[] | null, from: string | null, before: boolean}}
 */
export function readSlot(slot) {
  const [, before, address = '', from = null, cell] = SLOT.exec(slot) ?? [];
  return {
    address,
    at: cell === undefined ? null : cell.split(',').filter(Boolean).map(Number),
    from,
    before: Boolean(before),
  };
}

/** Of a part of a gradient, whose address has an @ too, the cell is what has numbers only. */
const SLOT = /^(before:)?(.+?)(?:>(\w+))?(?:@([\d,]*))?$/;

/** Where a cell is in the list of all, row by row. @param {number[]} at @param {number[]} shape */
const place = (at, shape) => at.reduce((before, index, axis) => before * shape[axis] + index, 0);

/**
 * What stands side by side: a row for each tensor or iteration, a number for each place; NaN where
 * it is not known.
 * @param {Compared} compared
 * @param {Trace[]} traces   of its places, in order
 * @param {[number, number][][]} losses   of its places, by iteration
 * @returns {{address: string | null, at: number[] | null, iteration: number | null, numbers:
 *   number[]}[]}
 */
export function compare({ tensors = [], iterations = [], what }, traces, losses) {
  /** @param {import('../types.js').Tensor | undefined} tensor @param {number[] | null} at */
  const of = (tensor, at) =>
    what === 'norm'
      ? (tensor?.stats?.norm ?? NaN)
      : Number(tensor?.data?.[place(at ?? [], tensor.shape)] ?? NaN);
  return [
    ...tensors.map(readSlot).map(({ address, at }) => ({
      address,
      at,
      iteration: null,
      numbers: traces.map((trace) => of(trace.tensors[address], at)),
    })),
    ...iterations.map((iteration) => ({
      address: null,
      at: null,
      iteration,
      numbers: losses.map((curve) => curve.find(([k]) => k === iteration)?.[1] ?? NaN),
    })),
  ];
}
