// @ts-check
/** What the units of each layer make of the plane, and the layer of one unit of the inputs. */
import { liveOn } from '../../lib/live.js';
import { lookOf, ofUnits, orderOf } from '../../lib/picture.js';
import { pictureNow } from '../../lib/pictures.js';
import { planesOf } from '../../lib/planes.js';
import { Lookup } from '../../platform/lookup.js';
import { LARGE, atRest } from './rest.js';

/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../drawer.js').Context} Context */

/** Points along each side of a unit's plane. */
const SIDE = 20;

/** What the layer of a unit makes of the inputs, at this checkpoint. @param {Context} context */
export function followUnit({ store, api, guard }) {
  /** @type {Lookup<Tensor | null>} */
  const units = new Lookup(LARGE);
  const rest = atRest(guard);

  const look = () => {
    const { focus, stage, runs } = store.get();
    const order = orderOf(runs.samples);
    rest.forget();
    if (!focus.unit || !stage.checkpoint || !order) return;
    const { id } = stage.checkpoint;
    const { address } = focus.unit;
    rest.once(async () => {
      const predicted = await units.load(`${id},${address}`, () =>
        api.predict(id, { ...order, address }).catch(() => null),
      );
      const { focus, stage } = store.get();
      const isWanted = focus.unit?.address === address && stage.checkpoint?.id === id;
      if (predicted && isWanted) store.set({ runs: { within: { id, address, predicted } } });
    });
  };
  store.onAny(({ focus, stage, runs }) => [focus.unit, stage.checkpoint, runs.samples], look);
}

/**
 * What the units of each layer make of the plane, at this checkpoint at rest.
 * @param {Context} context
 */
export function followPlanes({ store, api, guard }) {
  /** @type {Lookup<Tensor>} */
  const planes = new Lookup(8 * LARGE);
  const rest = atRest(guard);

  const look = () => {
    const { runs, stage } = store.get();
    const order = orderOf(runs.samples);
    rest.forget();
    const { checkpoint } = stage;
    if (!runs.learning || !checkpoint || !order || liveOn(runs, stage.trace)) return;
    if (lookOf(runs.samples) === 'pairs') return;
    const points = ofUnits(order, SIDE);
    const { all, wires } = planesOf(stage.trace, stage.shown);
    const wanted = pictureNow(store.get()) === 'units' ? all : wires;
    if (!wanted.length) return;
    const { id } = checkpoint;
    const plane = (/** @type {string} */ address) =>
      planes
        .load(`${id},${address}`, () => api.predict(id, { ...points, address }))
        .catch(() => null);
    rest.once(async () => {
      const found = await Promise.all(
        wanted.map(async (address) => [address, await plane(address)]),
      );
      if (store.get().stage.checkpoint?.id !== id) return;
      const tensors = Object.fromEntries(found.filter(([, tensor]) => tensor));
      store.set({ runs: { planes: { id, tensors } } });
    });
  };
  store.onAny(
    ({ stage, runs }) => [
      stage.trace,
      stage.shown,
      runs.samples,
      runs.learning,
      runs.picture,
      runs.training,
    ],
    look,
  );
}
