// @ts-check
/** One tensor on the stage: its name, its place, and its numbers as soon as they are known. */

import { el } from '../platform/dom.js';
import { lookOf } from '../lib/moment.js';
import { hasSamples } from '../lib/samples.js';
import { shownAs } from '../lib/steps.js';
import { createHeat } from './heat.js';
import { createNumbers } from './numbers.js';
import { createFace } from './tensor/face.js';
import { createRings } from './tensor/rings.js';
import { said, usedBy } from './tensor/said.js';
import { summarize } from './tensor/summary.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Body} Body */
/** @typedef {import('./scene.js').Now} Now */
/** @typedef {import('./tensor/face.js').Face} Face */

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {import('./tensor/face.js').Words} [words]
 */
export function createTensor(scene, address, words = {}) {
  const { trace } = scene;
  const tiles = scene.tiled(address) ? (scene.late?.tiles?.(scene, address) ?? null) : null;
  const whose = usedBy(scene, address);
  const face = createFace(scene, address, { words, tiles, whose });
  const { node } = face;
  const inside = createInside(scene, address, { face, tiles });
  const ring = tiles ? null : createRings(scene, address);
  let standing = '';
  /** The iteration that it was last painted of, while the network trains. @type {number | null} */
  let learnt = null;
  /** @type {Now | null} */
  let ringed = null;

  return {
    address,
    node,
    /** @param {Now} now */
    update(now) {
      const shown = shownAs(trace, address, now.cursor);
      const seen = lookOf(trace, address, now.cursor);
      const look = now.whole && seen !== 'unknown' ? 'known' : seen;
      const known = look !== 'unknown';
      const asked = now.veil === shown;
      if (now.live !== learnt) inside.learn(shown);
      learnt = now.live;
      const stands = `${known} ${asked} ${now.sample} ${shown} ${scene.paintings}`;
      const again = stands !== standing;
      if (again) inside.stand(shown, known, now);
      standing = stands;
      const moved = node.dataset.look !== look;
      dress(node, { look, shown, asked }, now);
      const body = inside.body();
      if (!known || !body) return;
      if (moved || again) {
        const words = said(scene, address, { whose, look: asked ? 'asked' : look });
        body.node.setAttribute('aria-label', words);
      }
      if (again || moved || !ringed || ringsDiffer(now, ringed)) ring?.(body, shown, now);
      ringed = now;
    },
  };
}

/**
 * What stands in its place: a question mark, or its shape, until its numbers are known.
 * @param {Scene} scene
 * @param {string} address
 * @param {{face: Face, tiles: Body | null}} made
 */
function createInside(scene, address, { face: { slot, ghost, sum }, tiles }) {
  const { as } = scene.form(address);
  const mystery = el('span', { class: 'ghost' }, '?');
  const rows = hasSamples(scene.trace, address);
  /** @type {Body | null} */
  let body = null;
  let shown = address;

  const select = (/** @type {number[]} */ at) => scene.act.select(shown, at);
  const create = () =>
    tiles ?? (as === 'numbers' ? createNumbers : createHeat)(scene, address, select);
  /** @param {Body} body @param {boolean} whole */
  const show = (body, whole) => {
    body.show(shown);
    if (sum) summarize(sum, scene, { shown, place: address, whole });
  };

  return {
    body: () => body,
    /**
     * New numbers while the network trains: nothing else of it changes.
     * @param {string} now   whose numbers are seen in its place
     */
    learn(now) {
      shown = now;
      if (body?.node.parentNode) show(body, true);
    },
    /** @param {string} whose @param {boolean} known @param {Now} now */
    stand(whose, known, now) {
      shown = whose;
      const asked = now.veil === shown;
      if (!known || (asked && as === 'map')) {
        slot.replaceChildren(known ? mystery : ghost);
        sum?.replaceChildren();
        return;
      }
      body ??= create();
      show(body, now.whole);
      body.hide(asked);
      if (rows) body.follow(now.sample);
      if (body.node.parentNode) return;
      slot.replaceChildren(body.node);
      if (now.fade) body.node.animate({ opacity: [0, 1] }, now.fade);
    },
  };
}

/**
 * Where nothing has the phase's colour, what is inside need not hear of it: it costs a frame to
 * tell the whole board.
 * @param {HTMLElement} node
 * @param {{look: string, shown: string, asked: boolean}} state
 * @param {Now} now
 */
function dress(node, { look, shown, asked }, now) {
  if (node.dataset.look !== look) node.dataset.look = look;
  if (look === 'written' || look === 'read' || now.selection?.address === shown)
    node.dataset.phase = now.phase;
  node.classList.toggle('asked', asked);
  node.classList.toggle('pointed', now.hover?.address === shown);
}

/** @param {Now} now @param {Now} before */
const ringsDiffer = (now, before) =>
  now.lit !== before.lit || now.selection !== before.selection || now.hover !== before.hover;
