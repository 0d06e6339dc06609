// @ts-check
/** A field for one number, which no keyboard corrects. */
import { el } from '../platform/dom.js';

/** @param {string} described   the id of what is said about it */
export const numberField = (described) =>
  el('input', {
    class: 'entry',
    attrs: {
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-describedby': described,
    },
  });
