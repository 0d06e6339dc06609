// @ts-check
/**
 * A field for one number: what cannot be read, or is refused, stays in it and is told what is
 * allowed.
 */

import { el } from '../platform/dom.js';
import { numberField } from '../draw/number-field.js';
import { readTyped, writeNumber } from '../lib/number.js';
import { text as nameOf } from '../lib/names.js';
import { cellsOf, fills, readMatrix, turned } from '../lib/pasted.js';
import { sentence } from '../lib/problems.js';
import { sizes } from '../lib/shape.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/** What the arrow keys add, as pixels of a drag; with Shift ten times as much. */
const NUDGE = 5;

/** Numbers that are pasted at once. */
const MOST = 100_000;

/**
 * @param {Context} context
 * @param {{id: string, done: () => void, nudged: (pixels: number) => void}} options
 *   `done` after the number has been taken over, or given up with Esc
 */
export function createEntry({ store, t, act }, { id, done, nudged }) {
  const input = numberField(id);
  const note = el('p', { class: 'entry-note', attrs: { id, role: 'alert' } });
  let standing = '';

  /** @param {string} text */
  const say = (text) => {
    note.textContent = text;
    note.hidden = !text;
    input.setAttribute('aria-invalid', String(Boolean(text)));
  };

  /** Takes over what is typed. @returns {Promise<boolean>} whether it could be */
  const take = async () => {
    const { selection } = store.get().focus;
    if (!selection || input.value.trim() === standing) return true;
    const { value, wrong } = readTyped(input.value);
    if (value === undefined) {
      say(t(wrong === 'words' ? 'touch.wrong' : `touch.${wrong}`));
      return false;
    }
    let refused = '';
    await act.put(selection, value, {
      refused: ({ errors, detail }) => {
        refused = errors[0] ? sentence(errors[0], t) : detail;
      },
    });
    if (store.get().server.offline) refused = t('problem.offline');
    say(refused);
    return !refused;
  };

  /** The whole tensor of the selected number. @param {import('../lib/pasted.js').Matrix} matrix */
  const fill = async ({ data }) => {
    const {
      focus: { selection },
      stage: { trace },
    } = store.get();
    const tensor = selection && trace?.tensors[selection.address];
    if (!selection || !tensor) return;
    let refused = '';
    await act.edit(
      { set: cellsOf(selection.address, tensor.shape, data) },
      {
        refused: ({ errors, detail }) => {
          refused = errors[0] ? sentence(errors[0], t) : detail;
        },
      },
    );
    if (store.get().server.offline) refused = t('problem.offline');
    say(refused);
    if (!refused) {
      note.textContent = t('paste.done', {
        n: data.length,
        name: nameOf(selection.address, trace),
      });
      note.hidden = false;
    }
  };

  /**
   * Takes over a matrix that was copied elsewhere.
   * @param {string} text
   * @returns {boolean} whether it is one
   */
  const paste = (text) => {
    const {
      focus: { selection },
      stage: { trace },
    } = store.get();
    const shape = selection && trace?.tensors[selection.address]?.shape;
    const matrix = shape && readMatrix(text, (found) => fills(found, shape));
    if (!matrix) return false;
    const name = nameOf(selection.address, trace);
    if ('wrong' in matrix) say(t(`paste.${matrix.wrong}`, { found: matrix.found }));
    else if (matrix.data.length > MOST)
      say(t('paste.large', { n: matrix.data.length, most: MOST }));
    else if (fills(matrix.shape, shape)) fill(matrix);
    else {
      say(t('paste.shape', { name, wanted: sizes(shape), found: sizes(matrix.shape) }));
      const turn = matrix.shape.length === 2 && turned(matrix);
      if (turn && fills(turn.shape, shape))
        note.append(
          ' ',
          el(
            'button',
            { class: 'more', attrs: { type: 'button' }, on: { click: () => fill(turn) } },
            t('paste.turn'),
          ),
        );
    }
    return true;
  };

  input.addEventListener('paste', (event) => {
    if (!paste(event.clipboardData?.getData('text/plain') ?? '')) return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener('input', () => say(''));
  input.addEventListener('keydown', async (event) => {
    const arrow = { ArrowUp: NUDGE, ArrowDown: -NUDGE }[event.key];
    if (!arrow && event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow) return nudged(event.shiftKey ? 10 * arrow : arrow);
    if (event.key === 'Escape') input.value = standing;
    if (await take()) done();
  });

  return {
    input,
    note,
    take,
    paste,
    /** @param {number | null} value @param {string} name */
    show(value, name) {
      standing = value === null ? '' : writeNumber(value);
      input.value = input.defaultValue = standing;
      input.setAttribute('aria-label', t('touch.field', { name }));
      say('');
    },
  };
}
