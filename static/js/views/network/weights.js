// @ts-check
/** The weights that a network begins with: their seed, and drawing them anew. */
import { seedOf } from '../../lib/layers.js';
import { el } from '../../platform/dom.js';
import { field } from '../form.js';
import { redrawButton } from './redraw-button.js';
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
      redrawButton({ key: 'redraw', of: 'all', words: t('build.redraw.all') }, () =>
        build.redraw(),
      ),
    ),
  );
}
