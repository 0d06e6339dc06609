// @ts-check
/** The menu behind a plus or a layer's name: what could stand there, what fits first. */
import { layerId, LOSS, positionOf } from '../lib/address.js';
import { contents } from './kinds/contents.js';
import { standsAt, titleOf } from './kinds/place-words.js';
import { createPopup } from './kinds/popup.js';

/** @typedef {import('../acts/building/offering.js').Offer} Offer */
/** @typedef {import('../acts/building/offering.js').Place} Place */

/**
 * @typedef {import('../types.js').Context & {build: ReturnType<typeof
 *   import('../acts/builder.js').createBuilder>, guard: import('../acts/guard.js').Guard}} Context
 */

/**
 * @param {HTMLElement} root    in which a click on [data-insert] or [data-swap] opens it
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, build, guard } = context;
  const popup = createPopup();
  const choosing = createChoosing(root, context);

  /** @param {HTMLElement} at @param {Place} place */
  const open = (at, place) =>
    guard(async () => {
      popup.announce(at);
      const offers = await build.offers(place);
      if (!popup.isAwaited(at)) return;
      const state = store.get();
      const layers = build.layers();
      const own = standsAt(place, layers);
      popup.show(
        at,
        titleOf(place, { own, trace: state.stage.trace, t }),
        contents(place, offers, { state, layers, t, chosen: chosenIn(place) }),
      );
    });

  /** @param {Place} place @returns {import('./kinds/contents.js').Chosen} */
  const chosenIn = (place) => ({
    stay: () => popup.close(true),
    take: (offer) => {
      popup.close(true);
      choosing.take(place, offer);
    },
    settings: () => {
      popup.close(true);
      build.open(true);
      build.choose(place.index);
    },
    remove: () => {
      popup.close();
      choosing.remove(place.index);
    },
  });

  root.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-insert], [data-swap]');
    if (!(button instanceof HTMLElement) || store.get().reader.manner.lock) return;
    if (popup.isOpen(button)) return popup.close(true);
    open(button, placeOf(button.dataset, build.layers().length));
  });
  store.on(
    (state) => state.stage.trace,
    () => popup.close(),
  );
  store.on(
    (state) => state.reader.lang,
    () => popup.close(),
  );
}

/**
 * The place that a button stands for.
 * @param {DOMStringMap} dataset
 * @param {number} count   of the layers
 * @returns {Place}
 */
function placeOf({ insert, swap }, count) {
  if (insert !== undefined) return { role: 'layer', index: Number(insert), swap: false };
  return swap === LOSS
    ? { role: 'loss', index: count, swap: true }
    : { role: 'layer', index: (positionOf(swap) ?? 1) - 1, swap: true };
}

/**
 * What becomes of the network: what was refused is said in the panel.
 * @param {HTMLElement} root
 * @param {Context} context
 */
function createChoosing(root, { store, build }) {
  const told = () => {
    const { draft, building } = store.get().network;
    if (draft && !building) build.open(true);
  };

  /**
   * Opens the settings of a new layer, where there is something to type.
   * @param {number} index
   * @param {string} kind
   */
  const shown = (index, kind) => {
    const { server, network } = store.get();
    const settings = Object.values(server.catalog.layers[kind].settings);
    const typed = settings.some(({ type, required }) => required && type === 'text');
    if (settings.length) build.choose(index);
    if (!typed) return;
    if (!network.building) build.open(true);
    /** @type {HTMLInputElement | null} */ (
      root.querySelector('.layer.open .form input')
    )?.select();
  };

  return {
    /** @param {Place} place @param {Offer} offer */
    take: async ({ role, index, swap }, { kind, settings, reads }) => {
      if (role === 'loss') await build.set('loss', { kind, ...settings });
      else await (swap ? build.swap : build.insert)(index, kind, settings, reads);
      if (role === 'layer') shown(index, kind);
      told();
      const own = role === 'loss' ? LOSS : layerId(index + 1);
      const made = root.querySelector(`.board [data-swap="${own}"]`);
      if (document.activeElement === document.body)
        /** @type {HTMLElement | null} */ (made)?.focus();
    },
    /**
     * Takes a layer out; where the rest does not fit together, the panel says why.
     * @param {number} index
     */
    remove: async (index) => {
      await build.remove(index);
      told();
    },
  };
}
