// @ts-check
/** One pinned number: its name leads to it; what is to be guessed first is not told here. */
import { el } from '../lib/sketch.js';
import { iconSketch } from '../draw/icons.js';
import { compact, exact, fixed } from '../lib/format.js';
import { veiled } from '../lib/guess.js';
import { cellNow } from '../lib/live.js';
import { cell as cellName, kindOf } from '../lib/names.js';
import { keyOf } from '../lib/pins.js';
import { valueAt } from '../lib/touching.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {{cell: import('../types.js').Cell, known: boolean}} Pin */

/**
 * @param {Pin} pin
 * @param {Trace} trace
 * @param {import('../types.js').Context} context
 * @param {ReturnType<typeof import('./far-numbers.js').createFar>} far
 */
export function pinned({ cell, known }, trace, { store, t }, far) {
  const { runs, focus } = store.get();
  const { selection } = focus;
  const name = cellName(cell.address, cell.at, trace);
  const live = cellNow(runs, trace, cell);
  const asked = live === undefined && known && cell.address === veiled(store.get());
  const still = () => valueAt(trace, cell) ?? far(trace.checkpoint ?? '', cell);
  const value = live ?? (known && !asked ? still() : NaN);
  const unseen = asked ? '?' : '—';
  const text = asked || (!known && live === undefined) ? unseen : short(value);
  const here = selection?.address === cell.address && String(selection.at) === String(cell.at);
  return el(
    'li',
    {
      class: ['pinned', kindOf(cell.address, trace), !known && 'unknown', here && 'here']
        .filter(Boolean)
        .join(' '),
      dataset: { cell: keyOf(cell) },
    },
    el(
      'button',
      {
        class: 'pinned-name',
        dataset: { pin: name },
        attrs: {
          type: 'button',
          title: known && !asked ? exact(value) : t('stage.look.unknown'),
          'aria-disabled': known ? null : 'true',
        },
      },
      name,
      el('b', null, text),
    ),
    el(
      'button',
      {
        class: 'pinned-off',
        dataset: { pin: `${name} off` },
        attrs: {
          type: 'button',
          'aria-label': t('pins.remove', { name }),
          title: t('pins.remove', { name }),
        },
      },
      iconSketch('close'),
    ),
  );
}

/** @param {number} value */
const short = (value) =>
  Number.isInteger(value) || Math.abs(value) < 0.01 ? compact(value) : fixed(value, 3);
