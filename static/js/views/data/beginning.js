// @ts-check
/**
 * Which network takes the samples: the one on the stage, or one that is suggested because it learns
 * from samples like these.
 */
import { madeFor } from '../../lib/data/offer.js';
import { sentence } from '../../lib/problems.js';
import { clear, el } from '../../platform/dom.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('../../lib/data/offer.js').Wish} Wish */

/** A setting in a sentence: a number has a minus sign, no hyphen. @param {unknown} value */
const typeset = (value) =>
  typeof value === 'number' ? String(value).replace('-', '−') : String(value);

/**
 * @param {Context} context
 * @param {() => void} changed   the choice is another one
 */
export function createBeginning({ store, t, chooser, guard }, changed) {
  /** The description that is suggested for the samples. @type {any} */
  let description = null;
  /** As the reader chose; null leaves it to what the samples are. @type {boolean | null} */
  let chosen = null;
  /** Whether the network on the stage was made for others. */
  let foreign = false;
  /** Why its loss could never learn from these. */
  let against = '';
  let turn = 0;
  const root = el('fieldset', { class: 'beginning' });

  const fresh = () => Boolean(description) && (chosen ?? foreign);

  /** @param {boolean} value @param {string} key @param {string} words */
  const choice = (value, key, words) =>
    el(
      'label',
      null,
      el('input', {
        dataset: { key },
        attrs: { type: 'radio', name: 'beginning', checked: fresh() === value },
        on: {
          change: () => {
            chosen = value;
            changed();
          },
        },
      }),
      el('span', null, el('b', null, t(`samples.${key}`)), words && ` ${words}`),
    );

  /** Its layers, its error and its optimizer, by their names. */
  const summary = () => {
    const {
      server: { catalog },
      reader: { lang },
    } = store.get();
    const { layers, loss, optimizer } = description.network;
    const names = layers.map((/** @type {any} */ { kind, init: _, ...settings }) =>
      [catalog.layers[kind].title[lang], ...Object.values(settings).map(typeset)].join(' '),
    );
    return [
      names.join(' → '),
      catalog.losses[loss.kind].title[lang],
      `${catalog.optimizers[optimizer.kind].title[lang]}\u00a0α\u00a0=\u00a0${optimizer.lr}`,
    ].join(' · ');
  };

  const draw = () => {
    const focused = root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : null;
    clear(root);
    root.hidden = !description;
    if (!description) return;
    root.append(
      el('legend', null, t('samples.network')),
      choice(true, 'network.suggested', summary()),
      choice(false, 'network.present', against),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (root.querySelector(`[data-key="${focused}"]`))?.focus();
  };

  return {
    root,
    /** The description that takes the network's place; null where it stays. */
    begun: () => (fresh() ? description : null),
    /** Other samples, or none. @param {Wish | null} wish */
    suit(wish) {
      const mine = ++turn;
      description = null;
      draw();
      if (!wish) return;
      const { checkpoint } = store.get().stage;
      const { features, dataset } = checkpoint?.description.data ?? {};
      const outputs = chooser.network()?.outputs ?? 0;
      foreign =
        !wish.data.dataset &&
        !madeFor(wish, { features: dataset ? 0 : (features?.length ?? 0), outputs });
      guard(async () => {
        const [found, reasons] = await Promise.all([
          chooser.suggested(wish),
          chooser.unsuited(wish),
        ]);
        if (mine !== turn) return;
        description = found;
        against = reasons.map((flaw) => sentence(flaw, t)).join(' ');
        foreign ||= reasons.length > 0;
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
