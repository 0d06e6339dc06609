// @ts-check
/**
 * Changing the network: layers in, out, swapped and moved, other settings, new weights. What the
 * server refuses stays as a draft.
 */
import { DATA, INPUT, layerId, TARGET } from '../lib/address.js';
import { frozenList } from '../lib/frozen.js';
import {
  changed,
  entriesOf,
  fresh,
  inserted,
  moved,
  patchOf,
  removed,
  renaming,
  swapped,
  seedOf,
} from '../lib/layers.js';
import { networkOf, proposals, single } from '../lib/what-if.js';

/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../lib/layers.js').Entry} Entry */
/** @typedef {import('../lib/layers.js').Patch} Patch */

/**
 * @typedef {object} Offer           one kind that could stand in a place
 * @property {string} kind
 * @property {import('../types.js').Settings} settings   with which it fits, or the likeliest
 * @property {Record<string, string>} reads   what it reads besides what comes right before it
 * @property {Flaw[] | null} errors           why it does not fit; null if it does
 *
 * @typedef {{role: 'layer' | 'loss', index: number, swap: boolean}} Place   before, or instead of,
 *   this layer
 */

/** Refusals that a further change can mend; any other is told at once. */
const MENDABLE = [413, 422];

/** @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'>} context */
export function createBuilder({ store, api, act }) {
  /** The layers as they stand, the refused change included. */
  const layers = () => {
    const {
      network: { draft },
      stage: { trace },
    } = store.get();
    return draft?.layers ?? entriesOf(trace?.nodes ?? []);
  };

  /** Changes come one after another: each finds what the one before has led to. */
  let queue = Promise.resolve();
  /**
   * @param {(entries: Entry[]) => Entry[]} change
   * @param {() => Patch} [patch]   what else of the description changes
   * @param {true | string[]} [redraw]
   */
  const submit = (change, patch = () => ({}), redraw) => {
    queue = queue.catch(() => {}).then(() => send(change(layers()), patch(), redraw));
    return queue;
  };

  /** @param {Entry[]} entries @param {Patch} patch @param {true | string[]} [redraw] */
  const send = (entries, patch, redraw) => {
    const { draft } = store.get().network;
    const all = joined(draft?.patch ?? {}, patch);
    const own =
      entries.length !== countOf(store.get()) ||
      entries.some(
        (entry, k) => entry.from !== layerId(k + 1) || Object.keys(entry.changes).length,
      );
    const network = { ...all.network, ...(own ? { layers: patchOf(entries) } : {}) };
    const description = { ...all, ...(Object.keys(network).length ? { network } : {}) };
    return act.edit(
      { description, ...(redraw ? { redraw } : {}) },
      {
        rename: renaming(entries),
        refused: (problem) =>
          store.set(
            MENDABLE.includes(problem.status)
              ? {
                  network: {
                    draft: { layers: entries, patch: all, errors: problem.errors, before: draft },
                  },
                }
              : { server: { problem } },
          ),
      },
    );
  };

  const build = {
    layers,
    /**
     * @param {number} index
     * @param {string} kind
     * @param {import('../types.js').Settings} settings
     * @param {Record<string, string>} [reads]
     */
    insert: (index, kind, settings, reads) =>
      submit((entries) => inserted(entries, index, fresh(kind, settings, reads))),
    /**
     * @param {number} index
     * @param {string} kind
     * @param {import('../types.js').Settings} settings
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
    /** A layer's setting or label. @param {number} index @param {string} name @param {any} value */
    change(index, name, value) {
      const redraws = declared('layer', layers()[index].kind)[name]?.type === 'initializer';
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
     * @param {Record<string, any>} change
     */
    set: (role, change) => submit(same, () => ({ network: { [role]: change } })),
    /** @param {number} seed */
    reseed: (seed) => submit(same, () => ({ seed }), true),
    /** New random weights, from the next seed. @param {string[]} [only] */
    redraw: (only) =>
      submit(same, () => ({ seed: (seedOf(store.get()) + 1) % SEEDS }), only ?? true),
    discard: () => store.set({ network: { draft: null } }),
    /** @param {number | null} chosen */
    choose: (chosen) => store.set({ network: { chosen } }),
    /** @param {boolean} building */
    open: (building) =>
      store.set({
        network: { building, chosen: building ? store.get().network.chosen : null },
        reader: { sheet: building },
      }),
    /**
     * Every kind for a place, each with the first settings that fit.
     * @param {Place} place
     * @returns {Promise<Offer[]>}
     */
    async offers({ role, index, swap }) {
      const {
        stage: { checkpoint, trace },
        network: { draft },
      } = store.get();
      const entries = layers();
      if (!checkpoint || !trace) return [];
      const kept = swap && role === 'layer' ? entries[index].settings : {};
      const tries = Object.keys(kindsOf(role)).flatMap((kind) =>
        proposals(declared(role, kind), sizesAt(index, swap), kept)
          .slice(0, TRIES)
          .flatMap((settings) =>
            readings(role, kind, { index, swap }).map((reads) => ({ kind, settings, reads })),
          ),
      );
      const networks = tries.map(({ kind, settings, reads }) => {
        const made = fresh(kind, settings, reads);
        const changed = swap ? swapped : inserted;
        const list = role === 'loss' ? entries : changed(entries, index, made);
        return networkOf(checkpoint.description, list, {
          ...draft?.patch.network,
          ...(role === 'loss' ? { loss: { kind, ...settings } } : {}),
        });
      });
      const [x, target] = [INPUT, TARGET].map((address) => single(trace.tensors[address].shape));
      const whole = await api.fits(networks, x, target, checkpoint.target_range);
      // What a layer cannot help is told of the loss, and not of every layer that might stand
      // somewhere.
      const own = (/** @type {Flaw} */ { code, pointer }) =>
        role === 'loss' || code !== 'unsuited' || pointer === `/network/layers/${index}`;
      const answers = whole.map((errors) => (errors?.some(own) ? errors.filter(own) : null));
      const all = tries.map((offer, k) => ({ ...offer, errors: answers[k] }));
      return [...Map.groupBy(all, ({ kind }) => kind).values()].map(
        (same) => same.find(({ errors }) => !errors) ?? same[0],
      );
    },
  };

  let last = '';
  /** While the network is being built, which losses suit it; an iteration later the same. */
  const weigh = async () => {
    const {
      network: { building, draft },
      stage: { checkpoint },
    } = store.get();
    const of =
      building && checkpoint ? JSON.stringify([checkpoint.base, draft?.layers, draft?.patch]) : '';
    if (of === last) return;
    last = of;
    if (!of) return;
    const offers = await build.offers({ role: 'loss', index: 0, swap: true }).catch(() => null);
    if (last === of && offers)
      store.set({
        network: { weighed: Object.fromEntries(offers.map(({ kind, errors }) => [kind, errors])) },
      });
    if (!offers) last = ''; // the server is away
  };

  /** @param {'layer' | 'loss' | 'optimizer'} role */
  const kindsOf = (role) => store.get().server.catalog?.[GROUPS[role]] ?? {};
  /** @param {'layer' | 'loss'} role @param {string} kind */
  const declared = (role, kind) => kindsOf(role)[kind]?.settings ?? {};

  /**
   * What a kind might read besides what comes right before it: the last layers first. As many ways
   * to try, all but one of them for who reads several.
   * @param {Place["role"]} role
   * @param {string} kind
   * @param {{index: number, swap: boolean}} place
   * @returns {Record<string, string>[]}
   */
  const readings = (role, kind, { index, swap }) => {
    const entries = layers();
    const [first, ...besides] = kindsOf(role)[kind]?.inputs ?? [];
    if (role !== 'layer') return [{}];
    if (!besides.length) return [swap ? carriedOn(entries, index, [first]) : {}];
    const kept = swap ? carriedOn(entries, index, [first, ...besides]) : {};
    const [nearest, ...others] = [DATA, ...entries.slice(0, index).map(({ key }) => key)].reverse();
    return [...others, nearest]
      .slice(0, SOURCES)
      .map((source) => ({ ...Object.fromEntries(besides.map((name) => [name, source])), ...kept }));
  };

  /**
   * How many numbers come out of the place as it is, and how many go in.
   * @param {number} index
   * @param {boolean} swap
   */
  const sizesAt = (index, swap) => {
    const {
      stage: { trace },
      network: { draft },
    } = store.get();
    if (!trace) return [];
    const target = draft ? trace.tensors[TARGET]?.shape : null;
    const entry = layers()[index];
    const node = trace.nodes.find((candidate) => candidate.id === entry?.from);
    const shapes = swap
      ? [node?.output_shape, target, node?.input_shape]
      : [target, node?.input_shape ?? trace.tensors[TARGET]?.shape];
    return shapes.flatMap((shape) => shape?.[1] ?? []);
  };
  store.onAny(({ network, stage }) => [network.building, stage.checkpoint, network.draft], weigh);
  // Where the panel lies over the stage, closing it is the end of building.
  store.on(
    (state) => state.reader.sheet,
    (sheet) => {
      if (!sheet && store.get().network.building) build.open(false);
    },
  );
  return build;
}

/** @param {Entry[]} entries */
const same = (entries) => entries;

/** The catalog's name for all kinds of a role. */
const GROUPS = /** @type {const} */ ({ layer: 'layers', loss: 'losses', optimizer: 'optimizers' });

/** Settings are tried for each kind at most, so that one question holds them all. */
const TRIES = 3;

/** And so many layers that it might read besides. */
const SOURCES = 4;

/**
 * What a layer read stays read by the one in its place, name by name.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {string[]} names   of the inputs of the new kind
 */
const carriedOn = (entries, index, names) =>
  Object.fromEntries(Object.entries(entries[index].reads).filter(([name]) => names.includes(name)));

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

/** @param {import('../types.js').State} state */
const countOf = ({ stage: { trace } }) =>
  (trace?.nodes ?? []).filter((node) => node.role === 'layer').length;

/**
 * One change after another: settings of the same kind add up, another kind begins anew.
 * @param {Patch} first
 * @param {Patch} then
 * @returns {Patch}
 */
function joined(first, then) {
  const network = { ...first.network };
  for (const [role, change] of Object.entries(then.network ?? {}))
    network[role] = 'kind' in change ? change : { ...network[role], ...change };
  const both = { ...first, ...then };
  return Object.keys(network).length ? { ...both, network } : both;
}
