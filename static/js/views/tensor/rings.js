// @ts-check
/** What is marked on a tensor's numbers: the selected cell, its sources, what is pointed at. */

import { frame } from '../../draw/cells.js';
import { frames } from '../../lib/grid.js';
import { layOut } from '../../lib/shape.js';
import { INSET } from '../heat.js';

/** @typedef {import('../scene.js').Scene} Scene */
/** @typedef {import('../scene.js').Body} Body */
/** @typedef {import('../scene.js').Now} Now */

/**
 * @param {Scene} scene
 * @param {string} address
 */
export function createRings(scene, address) {
  const flat = layOut(scene.trace.tensors[address]);
  const inset = scene.form(address).as === 'numbers' ? scene.pad : INSET;

  /** @param {Body} body @param {string} shown @param {Now} now */
  return (body, shown, { lit, selection, hover }) => {
    const mine = (/** @type {{address: string, at: number[] | null} | null} */ cell) =>
      cell?.address === shown ? cell.at : null;
    body.mark(mine(selection));
    for (const old of body.node.querySelectorAll('.band, .point')) old.remove();
    const draw = (/** @type {number[][]} */ cells, /** @type {string} */ name) => {
      const rings = frames(flat, cells).map((rectangle) =>
        frame(flat, body.pitch(), rectangle, { inset, name }),
      );
      body.node.append(...rings);
    };
    draw(lit.get(shown) ?? [], 'band');
    const pointed = mine(hover);
    if (pointed) draw([pointed], 'point');
  };
}
