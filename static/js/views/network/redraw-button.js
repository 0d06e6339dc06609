// @ts-check
/** Drawing weights anew: of one layer, or of all. */
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';

/**
 * @param {{key: string, of: string, words: string}} look   of: the layer, or all
 * @param {() => void} click
 */
export const redrawButton = ({ key, of, words }, click) =>
  el(
    'button',
    {
      class: 'btn outlined',
      dataset: { redraw: of, key },
      attrs: { type: 'button' },
      on: { click },
    },
    icon('dice'),
    words,
  );
