// @ts-check
/** A button of the training: tests, keys and the focus find it by its name. */
import { el } from '../../platform/dom.js';

/** @typedef {import('../../platform/dom.js').Child} Child */

/**
 * @param {string} name
 * @param {() => void} run
 * @param {Child | Child[]} content
 * @param {{off?: boolean, look?: string, title?: string, label?: string}} [how]   off: it can be
 *   reached, and does nothing
 */
export const trainButton = (name, run, content, { off, look = '', title, label } = {}) =>
  el(
    'button',
    {
      class: look ? `btn ${look}` : 'btn',
      dataset: { train: name },
      attrs: {
        type: 'button',
        'aria-disabled': off ? 'true' : null,
        'aria-label': label,
        title,
      },
      on: {
        click: () => {
          if (!off) run();
        },
      },
    },
    content,
  );
