// @ts-check
/** A matrix that was copied elsewhere, pasted over the tensor of the selected number. */
import { text as nameOf } from '../../lib/names.js';
import { cellsOf, fills, readMatrix, turned } from '../../lib/pasted.js';
import { sizes } from '../../lib/shape.js';
import { el } from '../../platform/dom.js';
import { against } from './against.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/pasted.js').Matrix} Matrix */

/** Numbers that are pasted at once. */
const MOST = 100_000;

/**
 * @param {Context} context
 * @param {{say: (text: string, wrong?: boolean) => void, note: HTMLElement}} entry   where it is
 *   told what came of it
 */
export function createPasting({ store, t, act }, { say, note }) {
  /** The tensor that is filled. */
  const target = () => {
    const {
      focus: { selection },
      stage: { trace },
    } = store.get();
    const shape = selection && trace?.tensors[selection.address]?.shape;
    return shape
      ? { address: selection.address, shape, name: nameOf(selection.address, trace) }
      : null;
  };

  /** @param {Matrix} matrix */
  const fill = async ({ data }) => {
    const over = target();
    if (!over) return;
    const refused = await against({ store, t }, (options) =>
      act.edit({ set: cellsOf(over.address, over.shape, data) }, options),
    );
    say(refused || t('paste.done', { n: data.length, name: over.name }), Boolean(refused));
  };

  /** The other way round, where that fits. @param {Matrix} matrix @param {number[]} shape */
  const offerTurned = (matrix, shape) => {
    const turn = matrix.shape.length === 2 && turned(matrix);
    if (!turn || !fills(turn.shape, shape)) return;
    const button = el(
      'button',
      { class: 'more', attrs: { type: 'button' }, on: { click: () => fill(turn) } },
      t('paste.turn'),
    );
    note.append(' ', button);
  };

  /**
   * Takes over a matrix.
   * @param {string} text
   * @returns {boolean} whether it is one
   */
  return (text) => {
    const over = target();
    const matrix = over && readMatrix(text, (found) => fills(found, over.shape));
    if (!matrix) return false;
    const { name, shape } = over;
    if ('wrong' in matrix) say(t(`paste.${matrix.wrong}`, { found: matrix.found }));
    else if (matrix.data.length > MOST)
      say(t('paste.large', { n: matrix.data.length, most: MOST }));
    else if (fills(matrix.shape, shape)) fill(matrix);
    else {
      say(t('paste.shape', { name, wanted: sizes(shape), found: sizes(matrix.shape) }));
      offerTurned(matrix, shape);
    }
    return true;
  };
}
