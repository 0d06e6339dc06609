// @ts-check
/** The weights that a network begins with: their seed, and drawing them anew. */
import { seedOf } from '../../lib/layers.js';
import { icon } from '../../draw/icons.js';
import { el } from '../../platform/dom.js';
import { field } from '../form.js';
import { inAll } from './said.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').State} State */
/** @typedef {ReturnType<typeof import('../../acts/builder.js').createBuilder>} Builder */

/** @param {State} state @param {Context & {build: Builder}} context */
export function weights(state, { t, build, api }) {
  const seed = seedOf(state);
  const setting = {
    type: 'integer',
    min: 0,
    max: null,
    summary: inAll(t('build.seed'), state),
  };
  return el(
    'div',
    { class: 'form' },
    field('seed', setting, {
      path: '/description',
      values: { seed },
      errors: state.network.draft?.errors ?? [],
      state,
      t,
      api,
      change: (_, value) => build.reseed(Number(value)),
    }),
    el(
      'div',
      { class: 'row' },
      el(
        'button',
        {
          class: 'btn outlined',
          dataset: { redraw: 'all', key: 'redraw' },
          attrs: { type: 'button' },
          on: { click: () => build.redraw() },
        },
        icon('dice'),
        t('build.redraw.all'),
      ),
    ),
  );
}
