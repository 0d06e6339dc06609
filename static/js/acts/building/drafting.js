// @ts-check
/** The layers as they stand, and a change of them on its way: what is refused is a draft. */
import { layerId } from '../../lib/address.js';
import { entriesOf, patchOf, renaming } from '../../lib/layers.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {import('../../lib/layers.js').Patch} Patch */

/** Refusals that a further change can mend; any other is told at once. */
const MENDABLE = [413, 422];

/** @param {Pick<import('../../types.js').Context, 'store' | 'act'>} context */
export function createDrafting({ store, act }) {
  /** The layers as they stand, the refused change included. */
  const layers = () => {
    const { network, stage } = store.get();
    return network.draft?.layers ?? entriesOf(stage.trace?.nodes ?? []);
  };

  /** @param {Entry[]} entries @param {Patch} patch @param {true | string[]} [redraw] */
  const send = (entries, patch, redraw) => {
    const { draft } = store.get().network;
    const all = joined(draft?.patch ?? {}, patch);
    const change = {
      description: describing(all, entries, store.get()),
      ...(redraw ? { redraw } : {}),
    };
    return act.edit(change, {
      rename: renaming(entries),
      refused: (problem) => {
        const { errors } = problem;
        if (!MENDABLE.includes(problem.status)) return store.set({ server: { problem } });
        store.set({ network: { draft: { layers: entries, patch: all, errors, before: draft } } });
      },
    });
  };

  /** Changes come one after another: each finds what the one before has led to. */
  let queue = Promise.resolve();
  return {
    layers,
    /**
     * @param {(entries: Entry[]) => Entry[]} change
     * @param {() => Patch} [patch]   what else of the description changes
     * @param {true | string[]} [redraw]
     */
    submit: (change, patch = () => ({}), redraw) => {
      queue = queue.catch(() => {}).then(() => send(change(layers()), patch(), redraw));
      return queue;
    },
  };
}

/**
 * A patch of the description; the layers are in it where they are others.
 * @param {Patch} patch
 * @param {Entry[]} entries
 * @param {State} state
 */
function describing(patch, entries, { stage: { trace } }) {
  const count = (trace?.nodes ?? []).filter((node) => node.role === 'layer').length;
  const own =
    entries.length !== count ||
    entries.some((entry, k) => entry.from !== layerId(k + 1) || Object.keys(entry.changes).length);
  const network = { ...patch.network, ...(own ? { layers: patchOf(entries) } : {}) };
  return { ...patch, ...(Object.keys(network).length ? { network } : {}) };
}

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
