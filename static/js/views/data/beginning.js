// @ts-check
/**
 * Which network takes the samples: the one on the stage, or one that is suggested because it learns
 * from samples like these.
 */
import { clear, el } from '../../platform/dom.js';
import { keepingFocus } from '../../platform/keeping-focus.js';
import { advise } from './advice.js';
import { networkWords } from './network-words.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

/**
 * @param {Context} context
 * @param {() => void} changed   the choice is another one
 */
export function createBeginning(context, changed) {
  const { store, t, guard } = context;
  /** Not known yet, or there is none: null. @type {import('./advice.js').Advice | null} */
  let advice = null;
  /** As the reader chose; null leaves it to what the samples are. @type {boolean | null} */
  let chosen = null;
  let turn = 0;
  const root = el('fieldset', { class: 'beginning' });

  const begun = () => (advice && (chosen ?? advice.foreign) ? advice.description : null);

  /** @param {boolean} fresh @param {string} key @param {string} words */
  const choice = (fresh, key, words) => {
    const change = () => {
      chosen = fresh;
      changed();
    };
    const attrs = { type: 'radio', name: 'beginning', checked: Boolean(begun()) === fresh };
    return el(
      'label',
      null,
      el('input', { dataset: { key }, attrs, on: { change } }),
      el('span', null, el('b', null, t(`samples.${key}`)), words && ` ${words}`),
    );
  };

  const draw = () =>
    keepingFocus(root, () => {
      clear(root);
      root.hidden = !advice;
      if (!advice) return;
      root.append(
        el('legend', null, t('samples.network')),
        choice(true, 'network.suggested', networkWords(advice.description.network, store.get())),
        choice(false, 'network.present', advice.against),
      );
    });

  return {
    root,
    /** The description that takes the network's place; null where it stays. */
    begun,
    /** Other samples, or none. @param {Wish | null} wish */
    suit(wish) {
      const mine = ++turn;
      advice = null;
      draw();
      if (!wish) return;
      guard(async () => {
        const found = await advise(wish, context);
        if (mine !== turn) return;
        advice = found;
        draw();
        changed();
      });
    },
    words: draw,
    forget() {
      chosen = null;
    },
  };
}
