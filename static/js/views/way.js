// @ts-check
/** One of several ways to go on: a picture, what it is, what it takes, and what begins it. */
import { icon } from '../draw/icons.js';
import { el } from '../platform/dom.js';

/**
 * @param {{picture: import('../draw/icons.js').Name, name: string}} look
 * @param {string} title
 * @param {string} say
 * @param {import('../platform/dom.js').Child} act
 */
export const way = ({ picture, name }, title, say, act) =>
  el(
    'section',
    { class: `way ${name}` },
    el('span', { class: 'pic' }, icon(picture)),
    el('h3', null, title),
    el('p', null, say),
    el('div', { class: 'do' }, act),
  );
