// @ts-check
/** The list of layers while it is being changed: which of them go on, and as what. */
import { layerId, moved as addressAt, nodeOf, positionOf } from './address.js';

/** @typedef {import('../types.js').Node} Node */
/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../types.js').Settings} Settings */

/**
 * @typedef {object} Entry
 * @property {string | null} from       the layer of the checkpoint that this one goes on from
 * @property {string} kind
 * @property {string | null} label
 * @property {Settings} settings
 * @property {Settings} changes   of a layer that goes on: what is different now
 *
 * @typedef {{seed?: number, frozen?: string[], network?: Record<string,
 *   import('../types.js').KindPatch>}}
 *   Patch   what else of a description changes
 *
 * @typedef {object} Draft              a change that the server refused: the next one may mend it
 * @property {Entry[]} layers
 * @property {Patch} patch
 * @property {Flaw[]} errors
 * @property {Draft | null} before
 */

/** @param {Node[]} nodes @returns {Entry[]} */
export const entriesOf = (nodes) =>
  nodes
    .filter((node) => node.role === 'layer')
    .map(({ id, kind, label, settings }) => ({
      from: id,
      kind: kind ?? '',
      label: label ?? null,
      settings,
      changes: {},
    }));

/**
 * The seed from which weights are drawn.
 * @param {Pick<import('../types.js').State, 'network' | 'stage'>} state
 */
export const seedOf = ({ network: { draft }, stage: { checkpoint } }) =>
  Number(draft?.patch.seed ?? checkpoint?.description.seed ?? 0);

/**
 * A layer that was not there before.
 * @param {string} kind
 * @param {Settings} settings
 * @returns {Entry}
 */
export const fresh = (kind, settings) => ({ from: null, kind, label: null, settings, changes: {} });

/** @param {Entry[]} entries @param {number} index @param {Entry} entry */
export const inserted = (entries, index, entry) => entries.toSpliced(index, 0, entry);

/** @param {Entry[]} entries @param {number} index @param {Entry} entry */
export const replaced = (entries, index, entry) => entries.with(index, entry);

/** @param {Entry[]} entries @param {number} index */
export const removed = (entries, index) => entries.toSpliced(index, 1);

/** @param {Entry[]} entries @param {number} index @param {number} to */
export function moved(entries, index, to) {
  const rest = removed(entries, index);
  return inserted(rest, Math.max(0, Math.min(rest.length, to)), entries[index]);
}

/**
 * With another setting, or another label.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {string} name
 * @param {any} value
 */
export function changed(entries, index, name, value) {
  const entry = entries[index];
  const own =
    name === 'label' ? { label: value } : { settings: { ...entry.settings, [name]: value } };
  return replaced(entries, index, {
    ...entry,
    ...own,
    changes: { ...entry.changes, [name]: value },
  });
}

/** As the API's edit takes them. @param {Entry[]} entries */
export const patchOf = (entries) =>
  entries.map(({ from, changes, ...entry }) => (from ? { from, ...changes } : whole(entry)));

/**
 * As a description has them, whatever they go on from.
 * @param {Pick<Entry, 'kind' | 'label' | 'settings'>} entry
 */
export const whole = ({ kind, label, settings }) => ({
  kind,
  ...settings,
  ...(label ? { label } : {}),
});

/**
 * What a tensor of the old network is called in the new one; null where its layer is gone.
 * @param {Entry[]} entries
 * @returns {(address: string) => string | null}
 */
export const renaming = (entries) => (address) => {
  const node = nodeOf(address);
  if (positionOf(node) === null) return address;
  const index = entries.findIndex((entry) => entry.from === node);
  return index < 0 ? null : addressAt(address, layerId(index + 1));
};

/**
 * Whether the layers before a place are those of the checkpoint, as they were: only then are its
 * shapes theirs too.
 * @param {Entry[]} entries
 * @param {number} count   of the layers that are looked at
 */
export const untouched = (entries, count) =>
  entries
    .slice(0, count)
    .every(
      ({ from, changes }, k) =>
        from === layerId(k + 1) && Object.keys(changes).every((name) => name === 'label'),
    );
