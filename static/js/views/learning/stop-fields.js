// @ts-check
/** The fields of the form that says when a training stops: a number, a choice. */
import { el } from '../../platform/dom.js';
import { readNumber } from '../../lib/number.js';

/** @typedef {ReturnType<typeof createFields>} Fields */

/**
 * @param {import('./desk.js').Desk} desk
 * @param {() => void} close   ends the form: with Enter the training goes
 */
export const createFields = (desk, close) => ({
  /**
   * @param {string} key
   * @param {string} name
   * @param {string} value
   * @param {(value: number | null) => boolean} take   false: such a number is not taken
   */
  number(key, name, value, take) {
    const input = el('input', {
      dataset: { train: key },
      attrs: {
        type: 'text',
        inputmode: 'decimal',
        value,
        autocomplete: 'off',
        maxlength: 20,
        'aria-label': name,
      },
      on: {
        change: () => read(),
        keydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== 'Enter' || !read()) return; // not every browser has told of the change
          event.preventDefault(); // the key that gets the focus is not pressed by it
          close();
          desk.go();
        },
      },
    });
    const read = () => {
      const right = take(input.value.trim() ? readNumber(input.value) : null);
      input.setAttribute('aria-invalid', String(!right));
      if (right) desk.changed();
      return right;
    };
    return input;
  },

  /**
   * @param {{key: string, name: string, now: string}} what
   * @param {[string, string][]} offers   values and their words
   * @param {(value: string) => void} take
   */
  choice({ key, name, now }, offers, take) {
    const select = el(
      'select',
      {
        dataset: { train: key },
        attrs: { 'aria-label': name },
        on: {
          change: () => {
            take(offers[select.selectedIndex][0]);
            desk.changed();
          },
        },
      },
      offers.map(([, words]) => el('option', null, words)),
    );
    select.selectedIndex = Math.max(
      0,
      offers.findIndex(([value]) => value === now),
    );
    return select;
  },
});
