// @ts-check
/** A sentence beside the tabs: what the large picture shows, or how to come back from a unit. */
import { el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { text } from '../../lib/names.js';
import { lookOf } from '../../lib/picture.js';
import { readingOf } from '../../lib/pictures.js';
import { countedOf, rightIn, rightOf } from './classes.js';

/** @typedef {import('../../lib/pictures.js').Picture} Picture */

/**
 * @param {HTMLElement} root
 * @param {import('./view.js').Context} context
 */
export function createSaying(root, { store, t, act }) {
  const counted = () => countedOf(readingOf(store.get()).metrics);

  /** The unit that is seen over the plane, and the way back to the whole network. */
  const unitWords = () => {
    const { stage, focus } = store.get();
    if (!focus.unit || !stage.trace) return null;
    const { address, j } = focus.unit;
    return [
      t('train.fit.unit', { name: text(address, stage.trace), j }),
      el(
        'button',
        { class: 'btn', attrs: { type: 'button', title: 'Esc' }, on: { click: act.whole } },
        icon('close'),
        t('learn.back'),
      ),
    ];
  };

  const planeWords = () => {
    const { samples } = store.get().runs;
    if (samples && !samples.train.labels && lookOf(samples) === 'plane')
      return [t('learn.plane.numbers')];
    return [t(samples?.test.x.shape[0] ? 'learn.plane.says' : 'learn.plane.all')];
  };

  /** @type {Record<Picture, () => (string | Node)[]>} */
  const words = {
    plane: () => unitWords() ?? planeWords(),
    units: () => [t('learn.units.says')],
    classes: () => {
      const part = counted();
      return part?.confusion ? [rightIn(part, t)] : [];
    },
    error: () => [],
    gradients: () => [],
  };

  /** What it was said for. */
  let said = '';
  return (/** @type {Picture} */ now) => {
    const { runs, focus, reader } = store.get();
    const part = counted();
    const right = part && rightOf(part);
    const key = JSON.stringify([now, focus.unit, reader.lang, right, runs.samples?.test.x.shape]);
    if (key !== said) root.replaceChildren(...words[now]());
    said = key;
  };
}
