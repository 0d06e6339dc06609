// @ts-check
/** A menu of a few choices, named for those who cannot see what stands beside it. */
import { el } from '../../platform/dom.js';

/**
 * @param {{key: string, label: string}} names   key: by which it finds its focus again when it is
 *   drawn anew
 * @param {string[]} options
 * @param {number} chosen
 * @param {(index: number) => void} give
 */
export function select({ key, label }, options, chosen, give) {
  const control = el(
    'select',
    {
      dataset: { key },
      attrs: { 'aria-label': label },
      on: { change: () => give(control.selectedIndex) },
    },
    options.map((option) => el('option', null, option)),
  );
  control.selectedIndex = chosen;
  return control;
}
