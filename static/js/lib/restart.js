// @ts-check
/**
 * To the start of a run with the settings as they are now: what must change in its first
 * checkpoint.
 */
import { layerId, positionOf } from './address.js';
import { isObject } from './is-object.js';

/** @typedef {import('../types.js').Described} Described */
/** @typedef {import('../answers.js').Change} Change   as a saved file has them */
/**
 * @typedef {{from: string | null, redrawn: boolean}} Origin   the layer of the first network that a
 *   layer goes on from, and whether its weights were drawn anew
 */

/** What of a description is no setting: numbers that were given at its start. */
const GIVEN = ['parameters', 'optimizer_state', 'layer_state'];

/**
 * The edit that gives the first checkpoint of a run today's settings; null where nothing has
 * changed.
 * @param {Described} first   its description
 * @param {Described} now     today's
 * @param {Change[]} changes   that were made after the first iteration
 * @returns {{description: Record<string, unknown>, redraw?: string[]} | null}
 */
export function restart(first, now, changes) {
  const origins = changes.reduce(
    after,
    layersOf(first).map((_, k) => ({ from: layerId(k + 1), redrawn: false })),
  );
  const layers = layersOf(now).map((layer, k) =>
    origins[k]?.from ? { from: origins[k].from, ...layer } : layer,
  );
  const moved =
    layers.length !== layersOf(first).length ||
    layers.some(({ from }, k) => from !== layerId(k + 1));
  const network = {
    ...changed(first.network, now.network, ['loss', 'optimizer']),
    ...(moved || !same(layersOf(first), layersOf(now)) ? { layers } : {}),
  };
  const description = {
    ...changed(
      first,
      now,
      Object.keys(now).filter((key) => key !== 'network' && !GIVEN.includes(key)),
    ),
    ...(Object.keys(network).length ? { network } : {}),
  };
  const redraw = origins.flatMap(({ redrawn }, k) => (redrawn ? [layerId(k + 1)] : []));
  return Object.keys(description).length || redraw.length
    ? { description, ...(redraw.length ? { redraw } : {}) }
    : null;
}

/** @param {Described} description */
const layersOf = (description) => description.network.layers;

/**
 * Where the layers come from after one more change.
 * @param {Origin[]} origins
 * @param {Change} change
 * @returns {Origin[]}
 */
function after(origins, { edit }) {
  const { layers } = fieldsOf(edit.description?.network);
  const gone = Array.isArray(layers)
    ? layers.map((layer) => {
        const { from } = fieldsOf(layer);
        const place = typeof from === 'string' ? positionOf(from) : null;
        return origins[(place ?? 0) - 1] ?? { from: null, redrawn: false };
      })
    : origins;
  return gone.map((origin, k) => ({
    ...origin,
    redrawn:
      origin.redrawn ||
      edit.redraw === true ||
      (Array.isArray(edit.redraw) && edit.redraw.includes(layerId(k + 1))),
  }));
}

/** Of what is no object there are none. @param {unknown} value */
const fieldsOf = (value) => (isObject(value) ? value : {});

/**
 * @param {Record<string, unknown>} first
 * @param {Record<string, unknown>} now
 * @param {string[]} keys
 */
const changed = (first, now, keys) =>
  Object.fromEntries(
    keys.filter((key) => !same(first[key], now[key])).map((key) => [key, now[key]]),
  );

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
