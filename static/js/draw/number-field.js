// @ts-check
/** A field for one number, which no keyboard corrects. */
import { el } from '../platform/dom.js';

/**
 * @param {string} described   the id of what is said about it
 * @param {import('../platform/dom.js').Props} [more]
 */
export const numberField = (described, { attrs = {}, ...more } = { class: 'entry' }) =>
  el('input', {
    ...more,
    attrs: {
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-describedby': described,
      ...attrs,
    },
  });
