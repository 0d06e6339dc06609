// @ts-check
/** The list in the menu of kinds: in groups, what fits first, and a field that looks among them. */
import { el } from '../../platform/dom.js';
import { createLook } from './looking.js';
import { walk } from './walking.js';

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
  return items.length < MANY ? [list] : [createLook(items, list, t), list];
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
