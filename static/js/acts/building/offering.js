// @ts-check
/** Which kinds could stand in a place: each tried by the server with the settings that may fit. */
import { INPUT, TARGET } from '../../lib/address.js';
import { fresh, inserted, swapped } from '../../lib/layers.js';
import { besideUnread, isUnread } from '../../lib/unread.js';
import { readings } from '../../lib/readings.js';
import { networkOf, proposals, single } from '../../lib/what-if.js';

/** @typedef {import('../../types.js').Flaw} Flaw */
/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Settings} Settings */
/** @typedef {import('../../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../../lib/layers.js').Entry} Entry */
/** @typedef {import('../../lib/readings.js').Reads} Reads */

/**
 * @typedef {{kind: string, settings: Settings, reads: Reads}} Try
 *
 * @typedef {object} Offer           one kind that could stand in a place
 * @property {string} kind
 * @property {Settings} settings     with which it fits, or the likeliest
 * @property {Reads} reads
 * @property {Flaw[] | null} errors  why it does not fit; null if it does
 *
 * @typedef {{role: 'layer' | 'loss', index: number, swap: boolean}} Place   before, or instead of,
 *   this layer
 */

/** Settings are tried for each kind at most, so that one question holds them all. */
const TRIES = 3;

/** The catalog's name for all kinds of a role. */
const GROUPS = /** @type {const} */ ({ layer: 'layers', loss: 'losses', optimizer: 'optimizers' });

/**
 * @param {State} state
 * @param {'layer' | 'loss' | 'optimizer'} role
 */
export const kindsOf = ({ server }, role) => server.catalog?.[GROUPS[role]] ?? {};

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 'api'>} context
 * @param {() => Entry[]} layers   as they stand
 */
export function createOffering({ store, api }, layers) {
  /**
   * Every kind for a place, each with the first settings that fit.
   * @param {Place} place
   * @returns {Promise<Offer[]>}
   */
  return async (place) => {
    const state = store.get();
    const { checkpoint, trace } = state.stage;
    if (!checkpoint || !trace) return [];
    const tries = triesFor(place, layers(), state);
    const networks = tries.map((one) => networkWith(one, place, layers(), state));
    const [x, target] = [INPUT, TARGET].map((address) => single(trace.tensors[address].shape));
    const whole = await api.fits(networks, x, target, checkpoint.target_range);
    const all = tries.map((offer, k) => ({ ...offer, errors: ownOf(whole[k], place) }));
    const unread = state.network.draft?.errors.some(isUnread) ?? false;
    return [...Map.groupBy(all, ({ kind }) => kind).values()].map((same) =>
      unread ? besideUnread(same, place.index) : (same.find(({ errors }) => !errors) ?? same[0]),
    );
  };
}

/**
 * What a layer cannot help is told of the loss, and not of every layer that might stand somewhere.
 * @param {Flaw[] | null} errors
 * @param {Place} place
 */
function ownOf(errors, { role, index }) {
  const own = (errors ?? []).filter(
    ({ code, pointer }) =>
      role === 'loss' || code !== 'unsuited' || pointer === `/network/layers/${index}`,
  );
  return own.length ? own : null;
}

/**
 * @param {Place} place
 * @param {Entry[]} entries
 * @param {State} state
 * @returns {Try[]}
 */
function triesFor(place, entries, state) {
  const { role, index, swap } = place;
  const kept = swap && role === 'layer' ? entries[index].settings : {};
  const sizes = sizesAt(place, entries, state);
  return Object.entries(kindsOf(state, role)).flatMap(([kind, declared]) =>
    proposals(declared.settings ?? {}, sizes, kept)
      .slice(0, TRIES)
      .flatMap((settings) =>
        readingsIn(declared.inputs ?? [], place, entries).map((reads) => ({
          kind,
          settings,
          reads,
        })),
      ),
  );
}

/** @param {string[]} inputs @param {Place} place @param {Entry[]} entries */
const readingsIn = (inputs, { role, index, swap }, entries) =>
  role === 'layer' ? readings(inputs, entries, index, swap) : [{}];

/**
 * The network with one kind in its place.
 * @param {Try} tried
 * @param {Place} place
 * @param {Entry[]} entries
 * @param {State} state
 */
function networkWith({ kind, settings, reads }, { role, index, swap }, entries, state) {
  const changed = swap ? swapped : inserted;
  const { description } = /** @type {Checkpoint} */ (state.stage.checkpoint);
  const changes = state.network.draft?.patch.network;
  return role === 'loss'
    ? networkOf(description, entries, { ...changes, loss: { kind, ...settings } })
    : networkOf(description, changed(entries, index, fresh(kind, settings, reads)), changes);
}

/**
 * How many numbers come out of the place as it is, and how many go in.
 * @param {Place} place
 * @param {Entry[]} entries
 * @param {State} state
 */
function sizesAt({ index, swap }, entries, { stage: { trace }, network: { draft } }) {
  if (!trace) return [];
  const target = draft ? trace.tensors[TARGET]?.shape : null;
  const node = trace.nodes.find((candidate) => candidate.id === entries[index]?.from);
  const shapes = swap
    ? [node?.output_shape, target, node?.input_shape]
    : [target, node?.input_shape ?? trace.tensors[TARGET]?.shape];
  return shapes.flatMap((shape) => shape?.[1] ?? []);
}
