// @ts-check
/**
 * A run as the drawer knows it: the way that leads through the checkpoint shown, with what was seen
 * on it.
 */
import { isObject } from './is-object.js';
import { nodeOf } from './address.js';
import { baseOf, idOf } from './checkpoint-id.js';
import { merged } from './charts.js';

/** @typedef {import('../types.js').Described} Described */
/** @typedef {import('./charts.js').Series} Series */

/**
 * @typedef {object} Run
 * @property {string} base              the last of its bases
 * @property {{base: string, start: number}[]} bases   from the root on; each from its first
 *   iteration
 * @property {Series} losses
 * @property {Series} tests             the loss on the test part
 * @property {Series} trains            the loss on all training samples
 * @property {Record<string, Series>} norms   of each block's gradients
 * @property {Described} description
 */

/** A curve has at most so many points. */
const MOST = 2000;

/**
 * @param {{base: string, description: Described}} checkpoint
 * @param {{points: {id: string, iteration: number}[], losses: Series}} history
 * @returns {Run}
 */
export function runOf({ base, description }, { points, losses }) {
  /** @type {Run['bases']} */
  const bases = [];
  for (const { id, iteration } of points) {
    const of = baseOf(id);
    if (bases.at(-1)?.base !== of) bases.push({ base: of, start: iteration });
  }
  return { base, bases, losses, tests: [], trains: [], norms: {}, description };
}

/**
 * The checkpoint at an iteration of this way: the last of its bases that had begun by then.
 * @param {Run} run
 * @param {number} iteration
 */
export const idAt = ({ bases, base }, iteration) =>
  idOf(bases.findLast(({ start }) => start <= iteration)?.base ?? base, iteration);

/**
 * Whether a checkpoint lies on this way.
 * @param {Run} run
 * @param {{base: string, iteration: number}} checkpoint
 */
export const leadsThrough = (run, { base, iteration }) =>
  idAt(run, iteration) === idOf(base, iteration) && iteration <= lastOf(run);

/** The last iteration that is known. @param {Run} run */
export const lastOf = ({ losses }) => losses.at(-1)?.[0] ?? 0;

/**
 * The same run with more of it seen.
 * @param {Run} run
 * @param {{losses?: Series, tests?: Series, trains?: Series, norms?: Record<string, Series>}} seen
 * @returns {Run}
 */
export function extended(run, { losses = [], tests = [], trains = [], norms = {} }) {
  const more = Object.entries(norms).map(([block, series]) => [
    block,
    merged(run.norms[block] ?? [], series, MOST),
  ]);
  return {
    ...run,
    losses: merged(run.losses, losses, MOST),
    tests: merged(run.tests, tests, MOST),
    trains: merged(run.trains, trains, MOST),
    norms: more.length ? { ...run.norms, ...Object.fromEntries(more) } : run.norms,
  };
}

/**
 * @typedef {{iteration: number, train?: number | null, test?: number | null, norms?: Record<string,
 *   number>}} Point   what was seen at an iteration
 */

/**
 * The curves of what was seen at these iterations, in order.
 * @param {Point[]} points
 */
export function seriesOf(points) {
  /** @type {Record<string, import('./charts.js').Point[]>} */
  const norms = {};
  for (const { iteration, norms: told } of points)
    for (const [block, norm] of Object.entries(byBlock(told ?? {}))) {
      norms[block] ??= [];
      norms[block].push([iteration, norm]);
    }
  const of = (/** @type {'train' | 'test'} */ part) =>
    points.flatMap(({ iteration, [part]: loss }) =>
      loss === null || loss === undefined
        ? []
        : [/** @type {import('./charts.js').Point} */ ([iteration, loss])],
    );
  return { tests: of('test'), trains: of('train'), norms };
}

/**
 * A run that goes on from another one after an edit: what was seen before the edit is its own, too.
 * @param {Run} run
 * @param {Run[]} others
 * @returns {Run}
 */
export function continued(run, others) {
  const old = others.findLast(
    (other) => other.base !== run.base && run.bases.some(({ base }) => base === other.base),
  );
  if (!old) return run;
  const until =
    run.bases[run.bases.findIndex(({ base }) => base === old.base) + 1]?.start ?? Infinity;
  const passed = (/** @type {Series} */ series) => series.filter(([k]) => k < until);
  return {
    ...run,
    tests: passed(old.tests),
    trains: passed(old.trains),
    norms: Object.fromEntries(
      Object.entries(old.norms).map(([block, series]) => [block, passed(series)]),
    ),
  };
}

/**
 * How long the gradient of each block's parameters is, all of them together.
 * @param {Record<string, number>} norms   by address, such as l1.dW
 * @returns {Record<string, number>}
 */
export function byBlock(norms) {
  /** @type {Record<string, number>} */
  const squares = {};
  for (const [address, norm] of Object.entries(norms)) {
    const block = nodeOf(address);
    squares[block] = (squares[block] ?? 0) + norm * norm;
  }
  return Object.fromEntries(
    Object.entries(squares).map(([block, square]) => [block, Math.sqrt(square)]),
  );
}

/** @typedef {{path: string[], from: unknown, to: unknown}} Difference */

/**
 * The settings in which two descriptions differ.
 * @param {unknown} from
 * @param {unknown} to
 * @param {string[]} [path]
 * @returns {Difference[]}
 */
export function differences(from, to, path = []) {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const parts = partsOf(from, to, path);
  if (!parts) return [{ path, from, to }];
  const [before, after] = parts;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differences(before[key], after[key], [...path, key]),
  );
}

/**
 * What both are made of, by name; layers by their place. Null where they are told as a whole.
 * @param {unknown} from
 * @param {unknown} to
 * @param {string[]} path
 * @returns {[Record<string, unknown>, Record<string, unknown>] | null}
 */
function partsOf(from, to, path) {
  if (isObject(from) && isObject(to)) return path[0] === 'parameters' ? null : [from, to];
  const layers = path.at(-1) === 'layers' && Array.isArray(from) && Array.isArray(to);
  return layers && from.length === to.length ? [{ ...from }, { ...to }] : null;
}
