// @ts-check
/** Which layers' units are seen over the plane of the inputs. */
import { handedOn } from './edges.js';

/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Node} Node */

/** So many units of a layer have a plane; of more, one less, and how many are left. */
export const PLANES = 16;

/** @param {Node} node */
const learns = ({ parameters }) => Object.keys(parameters ?? {}).length > 0;

/**
 * The outputs of layers whose units have a plane: all of them, and those whose wire shows planes in
 * place of the batch. Those are what a layer hands on that learns nothing itself, and what comes
 * out at the end. Units that go through such a layer are seen behind it.
 * @param {Trace | null} trace
 * @param {import('../types.js').State['stage']['shown']} shown
 */
export function planesOf(trace, shown) {
  const layers = trace?.nodes.filter(({ role }) => role === 'layer') ?? [];
  const readers = (/** @type {Node} */ node) =>
    layers.filter(({ inputs }) => Object.values(inputs ?? {}).includes(node.id));
  const flat = layers.filter(({ id }) => trace?.tensors[handedOn(id)]?.shape.length === 2);
  const last = layers.at(-1);
  const found = flat.map((node) => {
    const shaped = node === last || !learns(node);
    const passes =
      !shaped && readers(node).length > 0 && readers(node).every((one) => !learns(one));
    return { address: handedOn(node.id), shaped, passes };
  });
  const pictured = (/** @type {string} */ address) => shown?.pictures.includes(address);
  return {
    all: found.filter(({ passes }) => !passes).map(({ address }) => address),
    wires: found
      .filter(({ address, shaped }) => shaped && pictured(address))
      .map(({ address }) => address),
    /** Outputs that give way to those behind them, where they are pictures. */
    passing: found
      .filter(({ address, passes }) => passes && pictured(address))
      .map(({ address }) => address),
  };
}
