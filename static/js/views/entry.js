// @ts-check
/**
 * A field for one number: what cannot be read, or is refused, stays in it and is told what is
 * allowed.
 */

import { el } from '../platform/dom.js';
import { readTyped, writeNumber } from '../lib/number.js';
import { sentence } from '../lib/problems.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/** What the arrow keys add, as pixels of a drag; with Shift ten times as much. */
const NUDGE = 5;

/**
 * @param {Context} context
 * @param {{id: string, done: () => void, nudged: (pixels: number) => void}} options
 *   `done` after the number has been taken over, or given up with Esc
 */
export function createEntry({ store, t, act }, { id, done, nudged }) {
  const input = el('input', {
    class: 'entry',
    attrs: {
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-describedby': id,
    },
  });
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
    const { selection } = store.get();
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
    if (store.get().offline) refused = t('problem.offline');
    say(refused);
    return !refused;
  };

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
    /** @param {number | null} value @param {string} name */
    show(value, name) {
      standing = value === null ? '' : writeNumber(value);
      input.value = input.defaultValue = standing;
      input.setAttribute('aria-label', t('touch.field', { name }));
      say('');
    },
  };
}
