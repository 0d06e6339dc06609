// @ts-check
/** One tensor on the stage: its name, its place, and its numbers as soon as they are known. */

import { denominator, INPUT, parse } from '../lib/address.js';
import { readersOf } from '../lib/edges.js';
import { frame } from '../draw/cells.js';
import { histogram } from '../draw/histogram.js';
import { icon } from '../draw/icons.js';
import { textWidth } from '../draw/ruler.js';
import { el } from '../platform/dom.js';
import { brief, near } from '../lib/format.js';
import { frozenBehind } from '../lib/frozen.js';
import { frames } from '../lib/grid.js';
import { lookOf } from '../lib/moment.js';
import { hasSamples } from '../lib/samples.js';
import { alias, label, nodeName, parts, text } from '../lib/names.js';
import { layOut, sizes } from '../lib/shape.js';
import { shownAs } from '../lib/steps.js';
import { createHeat, INSET } from './heat.js';
import { createNumbers } from './numbers.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Body} Body */
/** @typedef {import('./scene.js').Now} Now */

/** Height of a line of the smallest text. */
const LINE = 13;

/**
 * How wide what stands below a picture is at least, and the air between the ends of its range;
 * stage.css has the same.
 */
const SUM = 62;
const BETWEEN = 6;

/**
 * @param {Scene} scene
 * @param {string} address
 * @param {{caption?: Node, note?: string}} [words]   instead of its name; below it
 */
export function createTensor(scene, address, words = {}) {
  const { trace, t } = scene;
  const { shape } = trace.tensors[address];
  const form = scene.form(address);
  const tiles = scene.tiled(address) ? (scene.late?.tiles?.(scene, address) ?? null) : null;
  const flat = layOut(trace.tensors[address]);
  const ghost = el(
    'span',
    { class: 'ghost' },
    form.as === 'map' ? shapeWithin(shape, scene.picture(address)) : sizes(shape),
  );
  const mystery = el('span', { class: 'ghost' }, '?');
  const rows = hasSamples(trace, address);
  const whose = usedBy(scene, address);
  if (whose) {
    const said = [label(address, trace), whose, sizes(shape), t('stage.look.unknown')];
    ghost.setAttribute('role', 'img');
    ghost.setAttribute('aria-label', said.join(', '));
  }
  const slot = placeOf(tiles, scene, address);
  slot.append(ghost);
  const figure = el(
    'figure',
    {
      class: [
        'tensor',
        scene.kind(address),
        form.as,
        form.compact && 'compact',
        words.note && 'noted',
      ]
        .filter(Boolean)
        .join(' '),
      dataset: { tensor: address },
      style: form.as === 'numbers' ? widths(scene, address) : {},
    },
    captionOf(scene, address, words.caption),
    slot,
    words.note && el('p', { class: 'unneeded' }, words.note),
  );
  if (form.compact) figure.title = `${label(address, trace)} · ${sizes(shape)}`;
  const sum = form.summary && !tiles ? el('div', { class: 'sum' }) : null;
  if (sum) slot.after(sum);
  /** @type {Body | null} */
  let body = null;
  let shown = address;
  let standing = '';
  /** The iteration that it was last painted of, while the network trains. @type {number | null} */
  let learnt = null;
  /** @type {Now | null} */
  let ringed = null;

  const select = (/** @type {number[]} */ at) => scene.act.select(shown, at);
  const create = () =>
    tiles ?? (form.as === 'numbers' ? createNumbers : createHeat)(scene, address, select);

  /** @param {boolean} known @param {Now} now */
  function stand(known, now) {
    const asked = now.veil === shown;
    if (!known || (asked && form.as === 'map')) {
      slot.replaceChildren(known ? mystery : ghost);
      sum?.replaceChildren();
      return;
    }
    body ??= create();
    body.show(shown);
    body.hide(asked);
    if (rows) body.follow(now.sample);
    sum?.replaceChildren(...summary(scene, shown, address, now.whole));
    if (body.node.parentNode) return;
    slot.replaceChildren(body.node);
    if (now.fade) body.node.animate({ opacity: [0, 1] }, now.fade);
  }

  /** @param {Body} on @param {Now} now */
  function ring(on, { lit, selection, hover }) {
    if (tiles) return;
    const mine = (/** @type {{address: string, at: number[] | null} | null} */ cell) =>
      cell?.address === shown ? cell.at : null;
    on.mark(mine(selection));
    for (const old of on.node.querySelectorAll('.band, .point')) old.remove();
    const inset = form.as === 'numbers' ? scene.pad : INSET;
    const draw = (/** @type {number[][]} */ cells, /** @type {string} */ name) =>
      on.node.append(
        ...frames(flat, cells).map((rectangle) =>
          frame(flat, on.pitch(), rectangle, { inset, name }),
        ),
      );
    draw(lit.get(shown) ?? [], 'band');
    const pointed = mine(hover);
    if (pointed) draw([pointed], 'point');
  }

  /**
   * New numbers while the network trains: nothing else of it changes.
   * @param {number | null} live
   */
  function learn(live) {
    learnt = live;
    if (!body?.node.parentNode) return;
    body.show(shown);
    sum?.replaceChildren(...summary(scene, shown, address, true));
  }

  return {
    address,
    node: figure,
    /** @param {Now} now */
    update(now) {
      shown = shownAs(trace, address, now.cursor);
      const seen = lookOf(trace, address, now.cursor);
      const look = now.whole && seen !== 'unknown' ? 'known' : seen;
      const known = look !== 'unknown';
      if (now.live !== learnt) learn(now.live);
      const moved = figure.dataset.look !== look;
      const asked = now.veil === shown;
      const stands = `${known} ${asked} ${now.sample} ${shown} ${scene.paintings}`;
      const again = stands !== standing;
      if (again) stand(known, now);
      standing = stands;
      if (moved) figure.dataset.look = look;
      // Where nothing has the phase's colour, what is inside need not hear of it: it costs a frame
      // to tell the whole board.
      if (look === 'written' || look === 'read' || now.selection?.address === shown)
        figure.dataset.phase = now.phase;
      figure.classList.toggle('asked', asked);
      figure.classList.toggle('pointed', now.hover?.address === shown);
      if (!known || !body) return;
      if (moved || again)
        body.node.setAttribute(
          'aria-label',
          [
            label(address, trace),
            whose,
            sizes(shape),
            frozenBehind(trace, address) && t('stage.frozen'),
            t(`stage.look.${asked ? 'asked' : look}`),
          ]
            .filter(Boolean)
            .join(', '),
        );
      if (
        again ||
        moved ||
        now.lit !== ringed?.lit ||
        now.selection !== ringed.selection ||
        now.hover !== ringed.hover
      )
        ring(body, now);
      ringed = now;
    },
  };
}

/**
 * Who uses a tensor that several do, or whose part of a gradient it is.
 * @param {Scene} scene
 * @param {string} address
 */
function usedBy({ trace, t, lang }, address) {
  const name = (/** @type {string} */ node) => nodeName(node, trace, t);
  const reader = parse(address)?.reader;
  if (reader) return t('stage.from', { who: name(reader) });
  const readers = [...new Set(readersOf(address, trace).map(({ node }) => node))];
  if (readers.length < 2) return '';
  return t('stage.used', { who: new Intl.ListFormat(lang).format(readers.map(name)) });
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

/**
 * Its histogram, its range and its shape, no wider than its picture: what has no room beside the
 * other stands below it.
 * @param {Scene} scene
 * @param {string} shown
 * @param {string} place
 * @param {boolean} whole   the size of a gradient is said where all of an iteration is seen
 */
function summary(scene, shown, place, whole) {
  const { stats, shape } = scene.look(shown);
  if (!stats) return [el('span', null, sizes(shape))];
  const ends = [stats.min, stats.max].map((end) => (end === null ? '–' : brief(end)));
  const room = Math.max(SUM, scene.picture(place).width);
  const wide = ends.reduce((sum, text) => sum + textWidth(text, scene.font), BETWEEN);
  return [
    histogram(stats.histogram),
    el(
      'div',
      { class: wide > room ? 'stacked' : '' },
      ends.map((text) => el('span', null, text)),
    ),
    whole && isSized(scene, shown)
      ? el(
          'span',
          { class: 'size' },
          el('b', null, near(Number(stats.norm), 3)),
          ` ${scene.t('stage.size')}`,
        )
      : el('span', null, sizes(shape)),
  ];
}

/**
 * Whether it is the gradient of a parameter, whose size tells whether it vanishes or explodes.
 * @param {Scene} scene
 * @param {string} address
 */
const isSized = ({ trace }, address) =>
  trace.tensors[address].role === 'gradient' &&
  trace.tensors[denominator(address)]?.role === 'parameter';
