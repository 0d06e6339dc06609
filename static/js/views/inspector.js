// @ts-check
/**
 * The right-hand column: this step, this number, the chain; or what the network is made of, while
 * it is being built. Pointing at a symbol lights its tensor up everywhere.
 */
import { el } from '../platform/dom.js';
import { icon } from '../draw/icons.js';
import { liveOn } from '../lib/live.js';
import * as batch from './batch.js';
import * as chain from './chain.js';
import * as change from './change.js';
import * as check from './check.js';
import * as parts from './parts.js';
import { createHandle } from './handle.js';
import * as thisNumber from './this-number.js';
import * as thisStep from './this-step.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @typedef {Context & {guard: import('../acts/guard.js').Guard, parted: <T>(part: Promise<T>) =>
 *   Promise<T>, teacher: import('../acts/teaching.js').Teaching, build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>, checker: ReturnType<typeof
 *   import('../acts/checker.js').createChecker>}} Column   what its panels are made with
 */

/**
 * @param {HTMLElement} root
 * @param {Column} context
 */
export function mount(root, context) {
  const { store } = context;
  const close = createClose(root, context);
  root.prepend(createHandle(context), close);
  mountPanels(root, context);
  store.on(
    (state) => state.network.building,
    (building) => root.classList.toggle('building', building),
  );
  // While the network trains, what explains the iteration before it would be out of date.
  store.on(
    ({ runs, stage }) => liveOn(runs, stage.trace) !== null,
    (learns) => root.classList.toggle('learns', learns),
  );
  lightUp(root, store);
  store.on(
    (state) => state.reader.sheet,
    (sheet) => {
      if (sheet && !root.closest('.is-first')) close.focus();
    },
  );
  beginAtTop(root, store);
}

/**
 * What closes the column where it is a sheet, in the reader's language as the column is.
 * @param {HTMLElement} root
 * @param {Column} context
 */
function createClose(root, { store, t, act }) {
  const close = el(
    'button',
    { class: 'btn close-sheet', attrs: { type: 'button' }, on: { click: () => act.sheet(false) } },
    icon('close'),
  );
  store.on(
    (state) => state.reader.lang,
    () => {
      close.setAttribute('aria-label', t('help.close'));
      root.setAttribute('aria-label', t('inspector.label'));
    },
  );
  return close;
}

/**
 * @param {HTMLElement} root
 * @param {Column} context
 */
function mountPanels(root, context) {
  const guessing = el('section', { class: 'panel', attrs: { hidden: true } });
  root.append(el('section', { class: 'panel architecture', attrs: { hidden: true } }));
  for (const view of [check, thisStep, thisNumber, change, chain, parts, batch]) {
    const panel = el('section', { class: 'panel' });
    root.append(panel);
    view.mount(panel, context);
    if (view === check) root.append(guessing);
  }
  bringGuessing(guessing, context);
}

/**
 * Guessing is fetched when it is first wanted.
 * @param {HTMLElement} panel
 * @param {Column} context
 */
function bringGuessing(panel, context) {
  const { store, guard, parted } = context;
  let there = false;
  store.on(
    (state) => Boolean(state.teaching.guess),
    (on) => {
      if (!on || there) return;
      guard(async () => {
        const guess = await parted(import('./guess.js'));
        if (!there) guess.mount(panel, context);
        there = true;
      });
    },
  );
}

/**
 * Pointing at a symbol lights up every other of its tensor.
 * @param {HTMLElement} root
 * @param {Context['store']} store
 */
function lightUp(root, store) {
  root.addEventListener('pointerover', (event) => {
    const target = /** @type {Element} */ (event.target).closest('[data-address]');
    store.set({ focus: { hover: target ? pointed(target) : null } });
  });
  root.addEventListener('pointerleave', () => store.set({ focus: { hover: null } }));
  store.on(
    (state) => state.focus.hover,
    (hover) => {
      for (const symbol of root.querySelectorAll('[data-address]')) {
        symbol.classList.toggle('hovered', pointed(symbol).address === hover?.address);
      }
    },
  );
}

/**
 * Another step begins at its top. Whether the column has been scrolled is not asked of it at each
 * step: the answer would have the page laid out.
 * @param {HTMLElement} root
 * @param {Context['store']} store
 */
function beginAtTop(root, store) {
  let scrolled = false;
  root.addEventListener(
    'scroll',
    () => {
      scrolled = true;
    },
    { passive: true },
  );
  store.on(
    (state) => state.stage.cursor,
    () => {
      if (scrolled) root.scrollTop = 0;
      scrolled = false;
    },
  );
}

/** @param {Element} element */
function pointed(element) {
  const at = element.getAttribute('data-at');
  return {
    address: element.getAttribute('data-address') ?? '',
    at: at ? at.split(',').map(Number) : null,
  };
}
