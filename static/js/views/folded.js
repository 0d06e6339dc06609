// @ts-check
/**
 * Several layers as one block: which they are, how much of them is stored, how far backward has
 * got.
 */
import { icon } from '../draw/icons.js';
import { el } from '../platform/dom.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Now} Now */
/** @typedef {import('../lib/board.js').Block} Block */

/**
 * @param {Scene} scene
 * @param {Block} block
 */
export function createFolded(scene, { node: key, nodes, name }) {
  const { trace, t } = scene;
  const backward = trace.steps.filter(
    ({ node, phase }) => nodes.includes(node) && phase === 'backward',
  );
  const frame = el('div', {
    class: 'frame folded',
    dataset: { node: key, nodes: nodes.join(' ') },
  });
  const head = opener(scene, key, name ?? '', nodes.length);
  const inside = insideOf(scene, nodes);
  const progress = progressOf(scene, backward);
  const stored = storedFor(trace, backward);
  return {
    id: key,
    chips: [],
    nodes: [
      frame,
      head,
      el('div', { class: 'mod row-f' }, inside.list),
      el(
        'div',
        { class: 'chip-slot row-m' },
        el('p', { class: 'stored' }, t('stage.stored.count', { n: stored })),
      ),
      el('div', { class: 'mod row-b' }, progress.line),
    ],
    /** @param {Now} now */
    update({ cursor, phase }) {
      const at = trace.steps[cursor]?.node ?? '';
      const here = nodes.includes(at);
      for (const part of [frame, head]) {
        part.classList.toggle('now', here);
        if (here) part.dataset.phase = phase;
      }
      inside.update(at, phase);
      progress.update(cursor);
    },
  };
}

/**
 * Its name, which opens it.
 * @param {Scene} scene
 * @param {string} key
 * @param {string} name
 * @param {number} n   how many layers it has
 */
const opener = ({ t, act }, key, name, n) =>
  el(
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
          'aria-label': t('stage.open.name', { name, n }),
        },
        on: { click: () => act.turn(key) },
      },
      el('b', null, name),
      el('span', null, t('stage.layers', { n }), icon('down')),
    ),
  );

/**
 * Which layers it holds; the one that the step is at is marked.
 * @param {Scene} scene
 * @param {string[]} nodes
 */
function insideOf({ trace, catalog, lang }, nodes) {
  const title = (/** @type {string} */ id) => {
    const kind = trace.nodes.find((node) => node.id === id)?.kind ?? '';
    return catalog.layers[kind]?.title[lang] ?? kind;
  };
  const rows = runs(nodes, title).map(({ words, ids }) => ({
    ids,
    node: el('li', null, ids.length > 1 ? `${words} ×${ids.length}` : words),
  }));
  return {
    list: el(
      'ol',
      { class: 'inside' },
      rows.map(({ node }) => node),
    ),
    /** @param {string} at @param {Now['phase']} phase */
    update(at, phase) {
      for (const { ids, node } of rows) {
        node.classList.toggle('now', ids.includes(at));
        node.dataset.phase = phase;
      }
    },
  };
}

/**
 * How far backward has got in it.
 * @param {Scene} scene
 * @param {import('../types.js').Step[]} backward
 */
function progressOf({ t }, backward) {
  const bar = el('i');
  const count = el('span');
  return {
    line: el('p', { class: 'got' }, count, el('b', null, bar)),
    /** @param {number} cursor */
    update(cursor) {
      const done = backward.filter(({ index }) => index <= cursor).length;
      count.textContent = t('stage.got', { n: done, all: backward.length });
      bar.style.width = `${(100 * done) / Math.max(1, backward.length)}%`;
    },
  };
}

/**
 * How many tensors forward stores because these steps read them.
 * @param {import('../types.js').Trace} trace
 * @param {import('../types.js').Step[]} backward
 */
const storedFor = ({ memory }, backward) =>
  Object.values(memory).filter((readers) =>
    readers.some((reader) => backward.some(({ writes }) => writes === reader)),
  ).length;

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
