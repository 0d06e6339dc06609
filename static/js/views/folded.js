// @ts-check
/**
 * Several layers as one block: which they are, how much of them is stored, how far backward has
 * got; and over layers that are open the bracket that folds them again.
 */
import { icon } from '../draw/icons.js';
import { folded, together } from '../lib/together.js';
import { el } from '../platform/dom.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */
/** @typedef {import('../lib/board.js').Block} Block */

/** The height of a bracket; stage.css has the same. */
const BRACKET = 26;

/** The room that brackets take above the board. @param {Pick<Scene, 'trace' | 'store'>} context */
export const roomForBrackets = ({ trace, store }) =>
  folded(trace, store.get().focus.opened).length < together(trace).length ? BRACKET : 0;

/**
 * @param {Scene} scene
 * @param {import('../lib/together.js').Together} own
 */
export const bracket = ({ t, act }, { key, name, nodes }) =>
  el(
    'button',
    {
      class: 'bracket',
      dataset: { turns: key },
      attrs: {
        type: 'button',
        'aria-expanded': 'true',
        title: t('stage.fold'),
        'aria-label': t('stage.fold.name', { name, n: nodes.length }),
      },
      on: { click: () => act.turn(key) },
    },
    el(
      'span',
      null,
      icon('down'),
      el('b', null, name),
      ` ${t('stage.layers', { n: nodes.length })}`,
    ),
  );

/**
 * @param {Scene} scene
 * @param {Block} block
 */
export function createFolded(scene, { node: key, nodes, name }) {
  const { trace, t, act, catalog, lang } = scene;
  const steps = trace.steps.filter(({ node }) => nodes.includes(node));
  const backward = steps.filter(({ phase }) => phase === 'backward');
  const stored = Object.values(trace.memory).filter((readers) =>
    readers.some((reader) => backward.some(({ writes }) => writes === reader)),
  ).length;
  const frame = el('div', {
    class: 'frame folded',
    dataset: { node: key, nodes: nodes.join(' ') },
  });
  const head = el(
    'h3',
    { class: 'mod-head' },
    el(
      'button',
      {
        class: 'opens',
        dataset: { opens: key, turns: key },
        attrs: {
          type: 'button',
          'aria-expanded': 'false',
          title: t('stage.open'),
          'aria-label': t('stage.open.name', { name: name ?? '', n: nodes.length }),
        },
        on: { click: () => act.turn(key) },
      },
      el('b', null, name),
      el('span', null, t('stage.layers', { n: nodes.length }), icon('down')),
    ),
  );
  const title = (/** @type {string} */ id) => {
    const kind = trace.nodes.find((node) => node.id === id)?.kind ?? '';
    return catalog?.layers[kind]?.title[lang] ?? kind;
  };
  const rows = runs(nodes, title).map(({ words, ids }) => ({
    ids,
    node: el('li', null, ids.length > 1 ? `${words} ×${ids.length}` : words),
  }));
  const bar = el('i');
  const count = el('span');
  return {
    id: key,
    chips: [],
    nodes: [
      frame,
      head,
      el(
        'div',
        { class: 'mod row-f' },
        el(
          'ol',
          { class: 'inside' },
          rows.map(({ node }) => node),
        ),
      ),
      el(
        'div',
        { class: 'chip-slot row-m' },
        el('p', { class: 'stored' }, t('stage.stored.count', { n: stored })),
      ),
      el('div', { class: 'mod row-b' }, el('p', { class: 'got' }, count, el('b', null, bar))),
    ],
    /** @param {Now} now */
    update({ cursor, phase }) {
      const step = trace.steps[cursor];
      const here = nodes.includes(step?.node ?? '');
      for (const part of [frame, head]) {
        part.classList.toggle('now', here);
        if (here) part.dataset.phase = phase;
      }
      for (const { ids, node } of rows) {
        node.classList.toggle('now', ids.includes(step?.node ?? ''));
        node.dataset.phase = phase;
      }
      const done = backward.filter(({ index }) => index <= cursor).length;
      count.textContent = t('stage.got', { n: done, all: backward.length });
      bar.style.width = `${(100 * done) / Math.max(1, backward.length)}%`;
    },
  };
}

/**
 * Layers of one kind in a row are said once.
 * @param {string[]} nodes
 * @param {(id: string) => string} title
 */
function runs(nodes, title) {
  /** @type {{words: string, ids: string[]}[]} */
  const found = [];
  for (const id of nodes) {
    const last = found[found.length - 1];
    if (last?.words === title(id)) last.ids.push(id);
    else found.push({ words: title(id), ids: [id] });
  }
  return found;
}
