// @ts-check
/** Where a table comes in: typed or pasted, chosen as a file, or dropped. */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { textOf } from './file-text.js';

/** A longer table is not written into the field whole. */
const LONG = 200_000;
/** So much of it is seen. */
const SEEN = 2000;

/**
 * @param {import('../../types.js').Translate} t
 * @param {{typed: () => void, opened: () => void}} hears   typed: the text is another one, and may
 *   change at once again; opened: it is there whole
 */
export function createTableField(t, { typed, opened }) {
  /** A table that is too long for the field. @type {string | null} */
  let whole = null;
  const file = el('input', {
    attrs: {
      type: 'file',
      accept: '.csv,.tsv,.txt,.json,.jsonl,text/csv,text/plain',
      hidden: true,
    },
    on: {
      change: () => {
        if (file.files?.[0]) open(file.files[0]);
        file.value = '';
      },
    },
  });
  const field = el('textarea', {
    dataset: { key: 'table' },
    attrs: { rows: 5, spellcheck: 'false', autocomplete: 'off', wrap: 'off' },
    on: {
      input: () => {
        whole = null;
        note.textContent = '';
        typed();
      },
    },
  });
  const choose = el('button', {
    class: 'btn outlined',
    attrs: { type: 'button' },
    on: { click: () => file.click() },
  });
  const say = el('p', { class: 'say' });
  const note = el('p', { class: 'note', attrs: { role: 'status' } });

  /** @param {File | null} chosen   null is something that is no file */
  const open = async (chosen) => {
    const content = await textOf(chosen);
    if (!chosen || !content) {
      note.textContent = t('file.unread');
      return;
    }
    const { text, readable } = content;
    whole = text.length > LONG || !readable ? text : null;
    field.value = readable ? seen(text, whole !== null) : '';
    note.textContent = chosen.name;
    opened();
  };

  return {
    parts: [say, field, el('div', { class: 'row' }, choose, file, note)],
    open,
    text: () => whole ?? field.value,
    /** Another text in place of the one in the field. @param {string} text */
    put(text) {
      whole = text.length > LONG ? text : null;
      field.value = seen(text, whole !== null);
      opened();
    },
    words() {
      say.textContent = t('samples.own.say');
      field.setAttribute('aria-label', t('samples.own'));
      field.placeholder = t('samples.own.example');
      clear(choose);
      choose.append(icon('open'), t('samples.file'));
    },
  };
}

/** @param {string} text @param {boolean} long */
const seen = (text, long) => (long ? `${text.slice(0, SEEN)}\n…` : text);

/**
 * A file that is dropped on it goes here, and not to the page.
 * @param {HTMLElement} root
 * @param {(file: File | null) => void} open
 */
export function takesFiles(root, open) {
  root.addEventListener('dragover', (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    open(event.dataTransfer.files[0] ?? null);
  });
}
