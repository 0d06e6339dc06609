// @ts-check
/** What is seen of a tensor before its numbers: its name, and a place as large as they will be. */

import { INPUT } from '../../lib/address.js';
import { frozenBehind } from '../../lib/frozen.js';
import { alias, label, parts, text } from '../../lib/names.js';
import { sizes } from '../../lib/shape.js';
import { icon } from '../../draw/icons.js';
import { textWidth } from '../../draw/ruler.js';
import { el } from '../../platform/dom.js';
import { INSET } from '../heat.js';

/** @typedef {import('../scene.js').Scene} Scene */
/** @typedef {{size: Record<string, string>}} Tiles */
/** @typedef {{caption?: Node, note?: string}} Words   instead of its name; below it */
/** @typedef {ReturnType<typeof createFace>} Face */

/** Height of a line of the smallest text. */
const LINE = 13;

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {{words: Words, tiles: Tiles | null, whose: string}} made
 */
export function createFace(scene, address, { words, tiles, whose }) {
  const { trace } = scene;
  const form = scene.form(address);
  const shape = sizes(trace.tensors[address].shape);
  const ghost = createGhost(scene, address, whose);
  const slot = placeOf(tiles, scene, address);
  slot.append(ghost);
  const sum = form.summary && !tiles ? el('div', { class: 'sum' }) : null;
  const traits = [scene.kind(address), form.as, form.compact && 'compact', words.note && 'noted'];
  const node = el(
    'figure',
    {
      class: ['tensor', ...traits].filter(Boolean).join(' '),
      dataset: { tensor: address, phase: 'forward' }, // what comes first: its cells hear of it once
      style: form.as === 'numbers' ? widths(scene, address) : {},
    },
    captionOf(scene, address, words.caption),
    slot,
    sum,
    words.note && el('p', { class: 'unneeded' }, words.note),
  );
  if (form.compact) node.title = `${label(address, trace)} · ${shape}`;
  return { node, slot, ghost, sum };
}

/**
 * Its shape, where it has room, until its numbers are known.
 * @param {Scene} scene
 * @param {string} address
 * @param {string} whose   who uses it, if that is to be told
 */
function createGhost(scene, address, whose) {
  const { trace, t } = scene;
  const { shape } = trace.tensors[address];
  const drawn = scene.form(address).as === 'map';
  const written = drawn ? shapeWithin(shape, scene.picture(address)) : sizes(shape);
  const ghost = el('span', { class: 'ghost' }, written);
  if (!whose) return ghost;
  const said = [label(address, trace), whose, sizes(shape), t('stage.look.unknown')];
  ghost.setAttribute('role', 'img');
  ghost.setAttribute('aria-label', said.join(', '));
  return ghost;
}

/** @param {Scene} scene @param {string} address @returns {Record<string, string>} */
function widths({ writings }, address) {
  const shrink = writings.shrink(address);
  const need = { '--need': writings.need(address).toFixed(3) };
  return shrink < 1 ? { ...need, '--shrink': shrink.toFixed(3) } : need;
}

/**
 * Its shape in one line, or in several, or not at all where even that is too narrow.
 * @param {number[]} shape
 * @param {{width: number, height: number}} room
 */
function shapeWithin(shape, { width, height }) {
  const fits = (/** @type {string} */ line) => textWidth(line, `${LINE - 1}px sans-serif`) <= width;
  const lines = [''];
  for (const part of sizes(shape).split(/(?<=×)/)) {
    if (fits(lines[lines.length - 1] + part)) lines[lines.length - 1] += part;
    else lines.push(part);
  }
  const all = lines.filter(Boolean);
  return all.every(fits) && all.length * LINE <= height
    ? all.map((line) => el('span', null, line))
    : null;
}

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {Node} [instead]
 */
function captionOf(scene, address, instead) {
  const { suffix } = parts(address, scene.trace);
  const other = alias(address, scene.trace);
  const name = suffix || (address === INPUT ? 'x' : text(address, scene.trace));
  const second = other && el('i', null, ` = ${other}`);
  const frozen =
    frozenBehind(scene.trace, address) &&
    el('em', { class: 'frozen', attrs: { title: scene.t('stage.frozen') } }, icon('frozen'));
  return el(
    'figcaption',
    { dataset: { old: scene.t('stage.old') } },
    instead ?? [el('span', null, name), frozen, second],
  );
}

/**
 * A place is as large as what will stand in it; the board says how large cells with numbers are.
 * @param {{size: Record<string, string>} | null} tiles
 * @param {Scene} scene
 * @param {string} address
 */
function placeOf(tiles, scene, address) {
  if (tiles) return el('div', { class: 'slot', style: tiles.size });
  if (scene.form(address).as === 'numbers') return el('div', { class: 'slot counted' });
  const { width, height } = scene.picture(address);
  const style = { width: `${width + 2 * INSET}px`, height: `${height + 2 * INSET}px` };
  return el('div', { class: 'slot', style });
}
