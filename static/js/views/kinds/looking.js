// @ts-check
/** A field that looks among the items of a menu: others hide, and Enter takes the best of them. */
import { match } from '../../lib/matching.js';
import { el } from '../../platform/dom.js';
import { visible } from './walking.js';

/** @typedef {import('./list.js').Item} Item */
/** @typedef {import('../../types.js').Translate} Translate */

/** More than any match is off: what does not fit comes after all that does. */
const UNFIT = 10;

/**
 * @param {Item[]} items
 * @param {HTMLElement} list   where they stand
 * @param {Translate} t
 */
export function createLook(items, list, t) {
  const found = el('p', { class: 'found', attrs: { role: 'status' } });
  const field = el('input', {
    class: 'search',
    attrs: {
      type: 'search',
      placeholder: t('build.search'),
      'aria-label': t('build.search'),
      autocomplete: 'off',
      spellcheck: 'false',
    },
  });
  /** @type {HTMLElement | null} */
  let best = null;

  const look = () => {
    const ranks = items.map(({ names, about }) => match(field.value, names, about));
    hideOthers(items, ranks, list);
    best?.classList.remove('best');
    const ranked = byRank(items, ranks, list);
    best = field.value.trim() ? (ranked[0] ?? null) : null;
    best?.classList.add('best');
    best?.scrollIntoView({ block: 'nearest' });
    const first = best?.querySelector('b')?.textContent ?? '';
    const told = best ? t('build.found', { n: ranked.length, first }) : t('build.found.none');
    found.textContent = field.value.trim() ? told : '';
  };

  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && best) {
      event.preventDefault();
      best.click();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      visible(list)[0]?.focus();
    } else if (event.key === 'Escape' && field.value) {
      event.stopPropagation();
      field.value = '';
      look();
    }
  });
  // what is typed while the list has the focus is looked for, too
  list.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    if (key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) field.focus();
  });
  return el('div', { class: 'look' }, field, found);
}

/**
 * Hides what is not found, and what has nothing left to show.
 * @param {Item[]} items
 * @param {(number | null)[]} ranks
 * @param {HTMLElement} list
 */
function hideOthers(items, ranks, list) {
  for (const [k, { element }] of items.entries()) element.hidden = ranks[k] === null;
  for (const part of list.querySelectorAll('[role="group"]'))
    if (part instanceof HTMLElement)
      part.hidden = !part.querySelector('[role="menuitem"]:not([hidden])');
  const divide = list.querySelector('.divide');
  if (divide instanceof HTMLElement)
    divide.hidden = items.every(({ fits }, k) => fits || ranks[k] === null);
}

/**
 * What is found, the best first: what fits goes before what does not, then by how well it was
 * meant, then as it stands in the list.
 * @param {Item[]} items
 * @param {(number | null)[]} ranks
 * @param {HTMLElement} list
 */
function byRank(items, ranks, list) {
  const rank = new Map(
    items.map(({ element, fits }, k) => [element, (ranks[k] ?? 0) + (fits ? 0 : UNFIT)]),
  );
  return visible(list).toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}
