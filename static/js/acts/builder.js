// @ts-check
/**
 * Changing the network: layers in, out, swapped and moved, other settings, new weights. What the
 * server refuses stays as a draft.
 */
import { layerId } from '../lib/address.js';
import { frozenList } from '../lib/frozen.js';
import { changed, fresh, inserted, moved, removed, swapped, seedOf } from '../lib/layers.js';
import { createDrafting } from './building/drafting.js';
import { createOffering, kindsOf } from './building/offering.js';
import { keepWeighed } from './building/weighing.js';

/** @typedef {import('../types.js').Value} Value */
/** @typedef {import('../types.js').Settings} Settings */
/** @typedef {import('../types.js').Store} Store */
/** @typedef {ReturnType<typeof createDrafting>} Drafting */

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

/** @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'>} context */
export function createBuilder({ store, api, act }) {
  const drafting = createDrafting({ store, act });
  const offers = createOffering({ store, api }, drafting.layers);
  const build = {
    layers: drafting.layers,
    offers,
    ...listActs(store, drafting),
    ...settingActs(store, drafting),
    discard: () => store.set({ network: { draft: null } }),
    /** @param {number | null} chosen */
    choose: (chosen) => store.set({ network: { chosen } }),
    /** @param {boolean} building */
    open: (building) =>
      store.set({
        network: { building, chosen: building ? store.get().network.chosen : null },
        reader: { sheet: building },
      }),
  };
  keepWeighed(store, offers);
  // Where the panel lies over the stage, closing it is the end of building.
  store.on(
    (state) => state.reader.sheet,
    (sheet) => {
      if (!sheet && store.get().network.building) build.open(false);
    },
  );
  return build;
}

/**
 * Which layers there are, and in which order.
 * @param {Store} store
 * @param {Drafting} drafting
 */
const listActs = (store, { layers, submit }) => ({
  /**
   * @param {number} index
   * @param {string} kind
   * @param {Settings} settings
   * @param {Record<string, string>} [reads]
   */
  insert: (index, kind, settings, reads) =>
    submit((entries) => inserted(entries, index, fresh(kind, settings, reads))),
  /**
   * @param {number} index
   * @param {string} kind
   * @param {Settings} settings
   * @param {Record<string, string>} [reads]
   */
  swap: (index, kind, settings, reads) =>
    submit((entries) => swapped(entries, index, fresh(kind, settings, reads))),
  /** @param {number} index */
  remove(index) {
    store.set({ network: { chosen: null } });
    return submit((entries) => removed(entries, index));
  },
  /** @param {number} index @param {number} to */
  move(index, to) {
    if (to < 0 || to >= layers().length || to === index) return Promise.resolve();
    if (store.get().network.chosen === index) store.set({ network: { chosen: to } });
    return submit((entries) => moved(entries, index, to));
  },
});

/**
 * What is set of them, of the loss and the optimizer, and where the weights come from.
 * @param {Store} store
 * @param {Drafting} drafting
 */
const settingActs = (store, { layers, submit }) => ({
  /** A layer's setting or label. @param {number} index @param {string} name @param {Value} value */
  change(index, name, value) {
    const declared = kindsOf(store.get(), 'layer')[layers()[index].kind]?.settings ?? {};
    const redraws = declared[name]?.type === 'initializer';
    return submit(
      (entries) => changed(entries, index, name, value),
      undefined,
      redraws ? [layerId(index + 1)] : undefined,
    );
  },
  /** Which of a layer's parameters do not learn. @param {number} index @param {string[]} names */
  freeze: (index, names) =>
    submit(same, () => ({
      frozen: frozenList(layers(), store.get().stage.trace?.nodes ?? [], index, names),
    })),
  /**
   * Another loss, another optimizer, or one of their settings.
   * @param {'loss' | 'optimizer'} role
   * @param {import('../types.js').KindPatch} change
   */
  set: (role, change) => submit(same, () => ({ network: { [role]: change } })),
  /** @param {number} seed */
  reseed: (seed) => submit(same, () => ({ seed }), true),
  /** New random weights, from the next seed. @param {string[]} [only] */
  redraw: (only) => submit(same, () => ({ seed: (seedOf(store.get()) + 1) % SEEDS }), only ?? true),
});

/** @param {import('../lib/layers.js').Entry[]} entries */
const same = (entries) => entries;
