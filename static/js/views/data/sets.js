// @ts-check
/** The data sets to choose from, and a table of one's own, as cards of which one is chosen. */
import { clear, el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { picture } from './picture.js';

export const OWN = 'own';

/** How far each key leads, from card `here` of so many. */
const LEADS = /** @type {Record<string, (here: number, count: number) => number>} */ ({
  ArrowDown: (here) => here + 1,
  ArrowRight: (here) => here + 1,
  ArrowUp: (here, count) => here - 1 + count,
  ArrowLeft: (here, count) => here - 1 + count,
  Home: () => 0,
  End: (_, count) => count - 1,
});

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 't'>} context
 * @param {(name: string) => void} pick
 */
export function createSets({ store, t }, pick) {
  const root = el('div', { class: 'sets', attrs: { role: 'radiogroup' } });
  let chosen = OWN;

  root.addEventListener('keydown', (event) => {
    const lead = LEADS[event.key];
    if (!lead) return;
    event.preventDefault();
    const cards = [...root.querySelectorAll('button')];
    const here = cards.findIndex(({ dataset }) => dataset.set === chosen);
    const next = cards[lead(here, cards.length) % cards.length];
    next.focus();
    pick(next.dataset.set ?? OWN);
  });

  /** @param {string} name @param {Node} image @param {string} words */
  const card = (name, image, words) =>
    el(
      'button',
      {
        dataset: { set: name },
        attrs: { type: 'button', role: 'radio' },
        on: { click: () => pick(name) },
      },
      image,
      el('span', null, words),
    );

  return {
    root,
    draw() {
      const { server, reader } = store.get();
      clear(root);
      root.setAttribute('aria-label', t('samples.title'));
      root.append(
        card(OWN, el('i', { class: 'picture' }, icon('open')), t('samples.own')),
        ...Object.entries(server.catalog.datasets).map(([name, { thumbnail, title }]) =>
          card(name, picture(thumbnail, { width: 56, height: 44 }), title[reader.lang]),
        ),
      );
    },
    /** @param {string} name   that is chosen now */
    mark(name) {
      chosen = name;
      for (const card of root.querySelectorAll('button')) {
        card.setAttribute('aria-checked', String(card.dataset.set === name));
        card.tabIndex = card.dataset.set === name ? 0 : -1;
      }
    },
    focus: () =>
      /** @type {HTMLElement | null} */ (root.querySelector('[aria-checked="true"]'))?.focus(),
  };
}
