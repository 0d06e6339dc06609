// @ts-check
/** The list in the menu of kinds: in groups, what fits first, and a field that looks among them. */
import { el } from '../../platform/dom.js';
import { match } from '../../lib/matching.js';

/** @typedef {import('../../types.js').Translate} Translate */

/**
 * @typedef {object} Item
 * @property {HTMLElement} element   a menuitem
 * @property {string[]} names        by which it is found
 * @property {string} about          a sentence, in which it is found too
 * @property {string} group          its name; empty where there are no groups
 * @property {boolean} fits
 */

/** From so many items on there is a field to look among them. */
const MANY = 9;

/**
 * @param {Item[]} items                        in order
 * @param {Record<string, string>} groups       their names and titles, in order
 * @param {string} label
 * @param {Translate} t
 * @returns {HTMLElement[]}   the field, if there is one, and the list
 */
export function listOf(items, groups, label, t) {
  const fitting = items.filter(({ fits }) => fits);
  const others = items.filter(({ fits }) => !fits);
  const names = [...new Set([...Object.keys(groups), ...fitting.map(({ group }) => group)])];
  const sections = names
    .map((name) =>
      section(
        groups[name] ?? '',
        fitting.filter(({ group }) => group === name),
      ),
    )
    .filter((part) => part !== null);
  const rest = others.length
    ? [
        el('div', { class: 'divide', attrs: { role: 'presentation' } }, t('build.unfit')),
        el(
          'div',
          { attrs: { role: 'group', 'aria-label': t('build.unfit') } },
          others.map(({ element }) => element),
        ),
      ]
    : [];
  const list = el(
    'div',
    { class: 'list', attrs: { role: 'menu', 'aria-label': label } },
    sections,
    rest,
  );
  list.addEventListener('keydown', (event) => walk(event, list));
  if (items.length < MANY) return [list];

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
    const ranks = items.map(({ names: called, about }) => match(field.value, called, about));
    for (const [k, { element }] of items.entries()) element.hidden = ranks[k] === null;
    for (const part of list.querySelectorAll('[role="group"]'))
      if (part instanceof HTMLElement)
        part.hidden = !part.querySelector('[role="menuitem"]:not([hidden])');
    const divide = list.querySelector('.divide');
    if (divide instanceof HTMLElement)
      divide.hidden = others.every(({ element }) => element.hidden);
    best?.classList.remove('best');
    const shown = visible(list);
    const ranked = shown.toSorted((a, b) => rankOf(a) - rankOf(b));
    best = field.value.trim() ? (ranked[0] ?? null) : null;
    best?.classList.add('best');
    best?.scrollIntoView({ block: 'nearest' });
    const first = best?.querySelector('b')?.textContent ?? '';
    const told = best ? t('build.found', { n: shown.length, first }) : t('build.found.none');
    found.textContent = field.value.trim() ? told : '';

    /**
     * What fits goes before what does not, then by how well it was meant.
     * @param {HTMLElement} element
     */
    function rankOf(element) {
      const k = items.findIndex((item) => item.element === element);
      return (ranks[k] ?? 0) + (items[k].fits ? 0 : 10);
    }
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
  list.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    if (key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) field.focus();
  });
  return [el('div', { class: 'look' }, field, found), list];
}

/** @param {string} title @param {Item[]} items */
const section = (title, items) =>
  items.length
    ? el(
        'div',
        { class: 'group', attrs: { role: 'group', 'aria-label': title || null } },
        title && el('div', { class: 'name', attrs: { role: 'presentation' } }, title),
        items.map(({ element }) => element),
      )
    : null;

/** @param {HTMLElement} list */
const visible = (list) =>
  /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="menuitem"]:not([hidden])')]);

/** Arrow keys. @param {KeyboardEvent} event @param {HTMLElement} list */
function walk(event, list) {
  const items = visible(list);
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = {
    ArrowDown: here + 1,
    ArrowUp: here - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  items[to % items.length].focus();
}
