// @ts-check
/** Over layers that are open: the bracket that folds them into one block again. */
import { icon } from '../draw/icons.js';
import { folded, together } from '../lib/together.js';
import { el } from '../platform/dom.js';

/** @typedef {import('./scene.js').Scene} Scene */

/** Its height; stage.css has the same. */
const BRACKET = 26;

/** The room that brackets take above the board. @param {Pick<Scene, 'trace' | 'store'>} context */
export const roomForBrackets = ({ trace, store }) =>
  folded(trace, store.get().focus.opened).length < together(trace).length ? BRACKET : 0;

/**
 * @param {Scene} scene
 * @param {import('../lib/together.js').Together} own
 */
export const bracket = ({ t, act }, { key, name, nodes }) =>
  el(
    'button',
    {
      class: 'bracket',
      dataset: { turns: key },
      attrs: {
        type: 'button',
        'aria-expanded': 'true',
        title: t('stage.fold'),
        'aria-label': t('stage.fold.name', { name, n: nodes.length }),
      },
      on: { click: () => act.turn(key) },
    },
    el(
      'span',
      null,
      icon('down'),
      el('b', null, name),
      ` ${t('stage.layers', { n: nodes.length })}`,
    ),
  );
