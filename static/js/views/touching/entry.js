// @ts-check
/**
 * A field for one number: what cannot be read, or is refused, stays in it and is told what is
 * allowed.
 */
import { numberField } from '../../draw/number-field.js';
import { readTyped, writeNumber } from '../../lib/number.js';
import { el } from '../../platform/dom.js';
import { against } from './against.js';
import { createPasting } from './pasting.js';

/** @typedef {import('../../types.js').Context} Context */

/** What the arrow keys add, as pixels of a drag; with Shift ten times as much. */
const NUDGE = 5;

/**
 * @param {Context} context
 * @param {{id: string, done: () => void, nudged: (pixels: number) => void}} options
 *   `done` after the number has been taken over, or given up with Esc
 */
export function createEntry(context, { id, done, nudged }) {
  const { store, t, act } = context;
  const input = numberField(id);
  const note = el('p', { class: 'entry-note', attrs: { id, role: 'alert' } });
  let standing = '';

  /** @param {string} text @param {boolean} [wrong] */
  const say = (text, wrong = Boolean(text)) => {
    note.textContent = text;
    note.hidden = !text;
    input.setAttribute('aria-invalid', String(wrong));
  };
  const paste = createPasting(context, { say, note });

  /** Takes over what is typed. @returns {Promise<boolean>} whether it could be */
  const take = async () => {
    const { selection } = store.get().focus;
    if (!selection || input.value.trim() === standing) return true;
    const { value, wrong } = readTyped(input.value);
    if (value === undefined) {
      say(t(wrong === 'words' ? 'touch.wrong' : `touch.${wrong}`));
      return false;
    }
    const refused = await against(context, (options) => act.put(selection, value, options));
    say(refused);
    return !refused;
  };

  input.addEventListener('input', () => say(''));
  letPaste(input, paste);
  letKeys(input, nudged, async (givenUp) => {
    if (givenUp) input.value = standing;
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

/** @param {HTMLInputElement} input @param {(text: string) => boolean} paste */
const letPaste = (input, paste) =>
  input.addEventListener('paste', (event) => {
    if (!paste(event.clipboardData?.getData('text/plain') ?? '')) return;
    event.preventDefault();
    event.stopPropagation();
  });

/**
 * Arrows nudge the number, Enter takes it over, Escape gives it up.
 * @param {HTMLInputElement} input
 * @param {(pixels: number) => void} nudged
 * @param {(givenUp: boolean) => void} ended
 */
const letKeys = (input, nudged, ended) =>
  input.addEventListener('keydown', (event) => {
    const arrow = { ArrowUp: NUDGE, ArrowDown: -NUDGE }[event.key];
    if (!arrow && event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow) return nudged(event.shiftKey ? 10 * arrow : arrow);
    ended(event.key === 'Escape');
  });
