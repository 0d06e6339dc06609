// @ts-check
/** The list of layers while it is being changed: which of them go on, and as what. */
import { DATA, layerId, moved as addressAt, nodeOf, positionOf } from './address.js';

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
 * @property {string} key      by which others speak of it, wherever it stands
 * @property {Record<string, string>} reads   by the name of an input the key of what it reads,
 *   where that is not the one right before it; `data` for the data
 * @property {string | null} share   the key of the layer whose parameters it uses
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
    .map(({ id, kind, label, settings, inputs, share }, index) => ({
      from: id,
      kind: kind ?? '',
      label: label ?? null,
      settings,
      changes: {},
      key: id,
      reads: readsOf(inputs, index),
      share: share ?? null,
    }));

/**
 * What is no default: the first input reads the layer before.
 * @param {Record<string, string> | undefined} inputs
 * @param {number} index
 */
const readsOf = (inputs = {}, index) =>
  Object.fromEntries(
    Object.entries(inputs).filter(
      ([, source], k) => k > 0 || source !== (index ? layerId(index) : DATA),
    ),
  );

/**
 * The seed from which weights are drawn.
 * @param {Pick<import('../types.js').State, 'network' | 'stage'>} state
 */
export const seedOf = ({ network: { draft }, stage: { checkpoint } }) =>
  Number(draft?.patch.seed ?? checkpoint?.description.seed ?? 0);

/** How many layers were made. */
let made = 0;

/**
 * A layer that was not there before.
 * @param {string} kind
 * @param {Settings} settings
 * @param {Record<string, string>} [reads]
 * @returns {Entry}
 */
export const fresh = (kind, settings, reads = {}) => {
  made += 1;
  return {
    from: null,
    kind,
    label: null,
    settings,
    changes: {},
    key: `new${made}`,
    reads,
    share: null,
  };
};

/** @param {Entry[]} entries @param {number} index @param {Entry} entry */
export const inserted = (entries, index, entry) => entries.toSpliced(index, 0, entry);

/** @param {Entry[]} entries @param {number} index @param {Entry} entry */
export const replaced = (entries, index, entry) => entries.with(index, entry);

/**
 * Another layer in the place of one, which goes on being read by who read that.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {Entry} entry
 */
export const swapped = (entries, index, entry) =>
  replaced(entries, index, { ...entry, key: entries[index].key });

/** @param {Entry[]} entries @param {number} index */
export const removed = (entries, index) => entries.toSpliced(index, 1);

/** @param {Entry[]} entries @param {number} index @param {number} to */
export function moved(entries, index, to) {
  const rest = removed(entries, index);
  return inserted(rest, Math.max(0, Math.min(rest.length, to)), entries[index]);
}

/**
 * With another setting, label or owner of its parameters, or reading something else.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {string} name
 * @param {import('../types.js').Value} value
 */
export function changed(entries, index, name, value) {
  const entry = entries[index];
  const { reads, settings } = entry;
  const text = /** @type {string | null} */ (value);
  const own = {
    label: { label: text },
    share: { share: text },
    inputs: { reads: { ...reads, .../** @type {Record<string, string>} */ (value) } },
  }[name] ?? { settings: { ...settings, [name]: value } };
  return replaced(entries, index, {
    ...entry,
    ...own,
    changes: { ...entry.changes, [name]: value },
  });
}

/** As the API's edit takes them. @param {Entry[]} entries */
export const patchOf = (entries) =>
  entries.map((entry) => {
    const { from, changes, reads } = entry;
    if (!from) return whole(entry, entries);
    const { share, ...rest } = changes;
    const isNew = (/** @type {string} */ key) =>
      entries.some((other) => other.key === key && other.from !== key);
    const inputs = rest.inputs || Object.values(reads).some(isNew);
    delete rest.inputs;
    return {
      from,
      ...rest,
      ...(inputs ? { inputs: placed(reads, entries) } : {}),
      ...(share === undefined ? {} : { share: entry.share && idOf(entry.share, entries) }),
    };
  });

/**
 * As a description has them, whatever they go on from.
 * @param {Entry} entry
 * @param {Entry[]} entries   among which it stands
 */
export const whole = ({ kind, label, settings, reads, share }, entries) => ({
  kind,
  ...settings,
  ...(label ? { label } : {}),
  ...(Object.keys(reads).length ? { inputs: placed(reads, entries) } : {}),
  ...(share ? { share: idOf(share, entries) } : {}),
});

/** @param {Record<string, string>} reads @param {Entry[]} entries */
const placed = (reads, entries) =>
  Object.fromEntries(Object.entries(reads).map(([name, key]) => [name, idOf(key, entries)]));

/**
 * Where a layer stands now; one that is gone is called so, and the server tells who reads it.
 * @param {string} key
 * @param {Entry[]} entries
 */
export function idOf(key, entries) {
  if (key === DATA) return DATA;
  const index = entries.findIndex((entry) => entry.key === key);
  return index < 0 ? 'gone' : layerId(index + 1);
}

/**
 * The key of what a layer reads by a name.
 * @param {Entry[]} entries
 * @param {number} index
 * @param {string} name
 * @param {boolean} first   whether it is the first of its inputs
 */
export const readAs = (entries, index, name, first) =>
  entries[index].reads[name] ?? (first ? (entries[index - 1]?.key ?? DATA) : '');

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
