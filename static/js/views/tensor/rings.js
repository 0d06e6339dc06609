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
  /** What is drawn now. @type {HTMLElement[]} */
  let rings = [];
  const inset = scene.form(address).as === 'numbers' ? scene.pad : INSET;

  /** @param {Body} body @param {string} shown @param {Now} now */
  return (body, shown, { lit, selection, hover }) => {
    const mine = (/** @type {{address: string, at: number[] | null} | null} */ cell) =>
      cell?.address === shown ? cell.at : null;
    body.mark(mine(selection));
    for (const old of rings) old.remove();
    const drawn = (/** @type {number[][]} */ cells, /** @type {string} */ name) =>
      frames(flat, cells).map((rectangle) => frame(flat, body.pitch(), rectangle, { inset, name }));
    const behind = lit.get(shown);
    const pointed = mine(hover);
    rings = behind ? drawn(behind, 'band') : [];
    if (pointed) rings.push(...drawn([pointed], 'point'));
    if (rings.length) body.node.append(...rings);
  };
}
