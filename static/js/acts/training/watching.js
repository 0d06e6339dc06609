// @ts-check
/**
 * What a training is to tell: all that is on the screen, and nothing else. What is written with
 * digits comes in numbers, the rest as colours; to a tab that nobody looks at comes nothing.
 */
import { gradientOf } from '../../lib/address.js';
import { cellKey } from '../../lib/pins.js';
import { coarse, hasOutputs, lookOf, ofUnits, orderOf } from '../../lib/picture.js';
import { planesOf } from '../../lib/planes.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Cell} Cell */

/** As many numbers are watched, and as many tensors. */
const CELLS = 64;
const EXACT = 256;
const PICTURES = 1024;

/** Pictures a second for who wants little motion. */
const CALM = 2;

/**
 * Points along each side of a unit's plane: on the stage, and where there are nothing but units.
 */
const SMALL = 7;
/** And of the large plane, while it moves. */
const LIVE = 52;
const LARGE = 13;

/**
 * The numbers that are watched one by one, in order: the selected one, and those that are pinned.
 * @param {Pick<State['focus'], 'pins' | 'selection'>} focus
 * @returns {Cell[]}
 */
export const watchedCells = ({ pins, selection }) => {
  const found = new Map(
    [...(selection ? [selection] : []), ...pins].map((cell) => [
      cellKey(cell.address, cell.at),
      { address: cell.address, at: cell.at },
    ]),
  );
  return [...found.values()].slice(0, CELLS);
};

/**
 * @param {State} state
 * @param {{modest: boolean, hidden: boolean, calm: boolean}} how   modest: without what takes too
 *   long to look at; hidden: nobody sees it
 * @returns {{encoding: string, pictures?: number, norms?: boolean, curves?: boolean, metrics?:
 *   boolean, inline?: number, exact?: string[], tensors?: string[], cells?: Cell[], predict?:
 *   {address?: string}, units?: object}}
 */
export function watchOf(state, { modest, hidden, calm }) {
  if (hidden) return { encoding: 'packed', pictures: 0 };
  const {
    stage: { shown, trace },
    runs: { samples, learning, picture },
    focus,
  } = state;
  const { unit } = focus;
  const order = modest ? null : orderOf(samples);
  const layers = learning ? planesOf(trace, shown) : null;
  const seenBy = order && lookOf(samples);
  const planes = seenBy === 'plane' || seenBy === 'curve' ? layers : null;
  const only = learning && picture === 'units'; // the plane is not on the screen
  const gone = new Set([
    ...(planes?.wires ?? []),
    ...(layers?.passing.flatMap((address) => [address, gradientOf(address)]) ?? []),
  ]);
  const seen = (/** @type {string} */ address) => isWritten(trace, address);
  const units = planes && (only ? planes.all : planes.wires);
  const alone = learning && unit && planes ? { address: unit.address } : {};
  return {
    encoding: 'packed',
    norms: true,
    curves: true,
    metrics: learning && !modest,
    ...(learning && !modest && hasOutputs(samples) ? { outputs: true } : {}),
    inline: 0,
    exact: (shown?.numbers ?? []).filter(seen).slice(0, EXACT),
    tensors: (shown?.pictures ?? [])
      .filter((address) => seen(address) && !gone.has(address))
      .slice(0, PICTURES),
    cells: watchedCells(focus),
    ...(learning && order && !only ? { predict: { ...moving(order), ...alone } } : {}),
    ...(units?.length && order
      ? { units: { ...ofUnits(order, only ? LARGE : SMALL), addresses: units } }
      : {}),
    ...(calm ? { pictures: CALM } : {}),
  };
}

/** A plane that moves needs fewer points. @param {import('../../lib/picture.js').Order} order */
const moving = (order) => ('grid' in order ? { grid: coarse(order, LIVE) } : order);

/**
 * Whether a training has it: what the update writes is the next iteration's.
 * @param {State['stage']['trace']} trace
 * @param {string} address
 */
const isWritten = (trace, address) => {
  const writer = trace?.steps.find(({ writes }) => writes === address);
  return writer?.phase !== 'update';
};
