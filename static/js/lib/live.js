// @ts-check
/**
 * The network as it is while it trains: numbers that take the place of those on the stage, until
 * the iteration at its end is there with all of its own.
 */
import { cellKey } from './pins.js';
import { offset } from './shape.js';
import { predictionOf, tensorOf } from './packed.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Tensor} Tensor */

/**
 * @typedef {object} Live
 * @property {string} from   the checkpoint on the stage, in whose place this is seen
 * @property {number} iteration
 * @property {number} loss   on the batch of that iteration
 * @property {Record<string, Tensor>} tensors   by address
 * @property {Record<string, Tensor>} units     of layers, what their units say over the plane
 * @property {Record<string, number>} norms     of the gradients of parameters, by address
 */

/**
 * What a progress event says of its iteration; what it leaves out stays as it was.
 * @param {Live | null} before
 * @param {string} from
 * @param {import('./event-stream.js').Heard} told
 * @returns {Live}
 */
export function liveOf(before, from, { iteration, losses, tensors, units, norms }) {
  const old = before?.from === from ? before : null;
  return {
    from,
    iteration,
    loss: losses.at(-1)?.[1] ?? old?.loss ?? NaN,
    tensors: tensors ? mapped(tensors, tensorOf) : (old?.tensors ?? {}),
    units: units ? mapped(units, predictionOf) : (old?.units ?? {}),
    norms: norms ?? old?.norms ?? {},
  };
}

/**
 * @template A, B
 * @param {Record<string, A>} found
 * @param {(value: A) => B} change
 * @returns {Record<string, B>}
 */
const mapped = (found, change) =>
  Object.fromEntries(Object.entries(found).map(([address, value]) => [address, change(value)]));

/** @typedef {Pick<State['runs'], 'live' | 'learning'>} Runs */
/** @typedef {{checkpoint: string | null} | null} On   a trace */

/**
 * What takes the place of the stage's numbers; null where the stage speaks for itself.
 * @param {Pick<Runs, 'live'>} runs
 * @param {On} trace
 */
export const liveOn = ({ live }, trace) => (live && live.from === trace?.checkpoint ? live : null);

/**
 * A number as it is while the network trains; undefined where the stage speaks for itself, or it
 * has not been told.
 * @param {Pick<State['runs'], 'live' | 'training'>} runs
 * @param {On} trace
 * @param {import('../types.js').Cell} cell
 * @returns {number | undefined}
 */
export function cellNow(runs, trace, { address, at }) {
  const live = liveOn(runs, trace);
  if (!live) return undefined;
  const told = runs.training?.cells[cellKey(address, at)];
  if (told !== undefined) return told;
  const { data, shape } = live.tensors[address] ?? { data: null, shape: [] };
  return data?.[offset(at, shape)];
}

/**
 * Whether all of an iteration is seen at once, rather than one of its steps: while it trains, and
 * where one looks at a training.
 * @param {Runs} runs
 * @param {On} trace
 */
export const isWhole = (runs, trace) => runs.learning || liveOn(runs, trace) !== null;

/**
 * The last step before the update: all that an iteration computes is there, and nothing has moved.
 * @param {import('../types.js').Trace} trace
 */
export const wholeAt = ({ steps }) => steps.findLastIndex(({ phase }) => phase !== 'update');
