// @ts-check
/**
 * What the server refuses, in the reader's language: from the code, the place, what was found and
 * what is allowed.
 */

import { DATA, positionOf } from './address.js';
import { allowedBy, spotOf, textOf } from './flaw.js';
import { isObject } from './is-object.js';
import { sizes } from './shape.js';
import { spokenIn } from './own-code.js';
import { described, needed } from './misfit.js';
import { nameOf } from './catalog-words.js';

/** @typedef {import('./flaw.js').Allowed} Allowed */
/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../types.js').Translate} Translate */
/** @typedef {import('../types.js').Value} Value */

/** What is said of who reads whom: nodes are named as the page names them. */
const WIRES = ['unknown_node', 'not_shareable'];

/** @param {Flaw} flaw @param {Translate} t @returns {Flaw} */
function nodesNamed(flaw, t) {
  const { found = null, allowed } = flaw;
  const choices = allowedBy(flaw).choices?.map((node) => nodeName(node, t));
  return {
    ...flaw,
    found: nodeName(found, t),
    allowed: choices ? { ...allowed, choices } : allowed,
  };
}

/** @param {Value} node @param {Translate} t */
function nodeName(node, t) {
  const place = typeof node === 'string' ? positionOf(node) : null;
  if (place !== null) return t('layer', { n: place });
  return node === DATA ? t('setting.data') : node;
}

/**
 * Whether shapes are told by the names of inputs.
 * @param {unknown} found
 * @returns {found is Record<string, number[]>}
 */
const isByName = (found) => isObject(found) && Object.values(found).every(Array.isArray);

/** @param {unknown} found @returns {found is number[]} */
const isShape = (found) => Array.isArray(found);

/** @param {Record<string, number[]>} found */
const shapesByName = (found) =>
  Object.entries(found)
    .map(([name, shape]) => `${name} ${sizes(shape)}`)
    .join(', ');

/**
 * One full sentence. A code that the page has no words for keeps the server's.
 * @param {Flaw} flaw
 * @param {Translate} t
 */
export function sentence(flaw, t) {
  const { said } = allowedBy(flaw);
  if (said) return spokenIn(said, t('lang.code'));
  const named = WIRES.includes(flaw.code) ? nodesNamed(flaw, t) : flaw;
  const { found } = named;
  const { column = '', instead = '' } = spotOf(named);
  const allowed = allowedBy(named);
  const key = `problem.${flaw.code}${sortOf(flaw)}`;
  const slots = {
    what: placeOf(flaw.pointer, t),
    found: shown(textOf(named)),
    allowed: allowedWords(allowed, t),
    column,
    instead,
    needs: needed({ rank: allowed.rank, least: allowed.min_rank }, t),
    gets: isShape(found) ? described(found, t) : '',
    inputs: isByName(found) ? shapesByName(found) : '',
    least: short(allowed.min),
    most: short(allowed.max),
    low: short(allowed.low),
    high: short(allowed.high),
  };
  const words = t(key, slots);
  return words === key ? flaw.detail : words.replace(/….$/, '…');
}

/**
 * Why the loss of a checkpoint does not suit what it gets, a sentence each; of a layer, with its
 * place.
 * @param {Pick<import('../types.js').Checkpoint, 'unsuited'>} checkpoint
 * @param {Translate} t
 */
export const reasonsOf = ({ unsuited }, t) =>
  unsuited.map((flaw) =>
    flaw.pointer === '/network/loss'
      ? sentence(flaw, t)
      : `${placeOf(flaw.pointer, t)}: ${sentence(flaw, t)}`,
  );

/**
 * Shapes may have too few axes or leave no room; a formula may be too large, end too early, or hold
 * what cannot stand there, with or without a guess of what was meant.
 * @param {Flaw} flaw
 */
function sortOf(flaw) {
  const { code, found } = flaw;
  const { of, rank, min_rank: atLeast, max, choices } = allowedBy(flaw);
  const { text, instead } = spotOf(flaw);
  if (code === 'unsuited') return `.${of}`;
  if (code === 'shape_mismatch' && isShape(found)) {
    if (rank || atLeast) return '.rank';
    return max ? '.room' : '';
  }
  if (code === 'shape_mismatch' && isByName(found)) return '.inputs';
  // in an edit, what it read is named as it was: it may be the name of another layer by now
  if (code === 'unknown_node' && choices?.includes(found ?? null)) return '.gone';
  if (code !== 'bad_expression') return '';
  if (max) return '.large';
  if (text === '') return '.end';
  return instead ? '.instead' : '';
}

/**
 * A JSON pointer as a place on the page: /description/network/layers/1/units is "Layer 2 · units".
 * @param {string} pointer
 * @param {Translate} t
 */
export function placeOf(pointer, t) {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const inside = ['description', 'network', 'query'].reduce(
    (rest, outer) => (rest[0] === outer ? rest.slice(1) : rest),
    path,
  );
  const words = inside.map((part, k) => wordOf(part, inside, k, t)).filter(Boolean);
  return words.join(' · ') || t('problem.at.request');
}

/** @param {string} part @param {string[]} path @param {number} k @param {Translate} t */
function wordOf(part, path, k, t) {
  const [first] = path;
  const number = /^\d+$/.test(part) ? Number(part) : null;
  if (k === 0) {
    if (part === 'layers' && path.length > 1) return '';
    if (part === 'data' && path.length > 1) return '';
    if (part === 'loss') return t('error');
    if (part === 'optimizer') return t('optimizer');
  }
  if (number === null) return nameOf(part, t);
  if (first === 'layers' && k === 1) return t('layer', { n: number + 1 });
  if (first === 'line') return String(number);
  if (first === 'data')
    return t(k === 2 ? 'problem.at.sample' : 'problem.at.number', { n: number + 1 });
  return t('problem.at.number', { n: number + 1 });
}

/**
 * What would have been right, after a colon or nothing at all.
 * @param {Allowed} allowed
 * @param {Translate} t
 */
function allowedWords(allowed, t) {
  const {
    min,
    max,
    above,
    below,
    choices,
    fields,
    type,
    shape,
    rank,
    min_rank: atLeast,
    excluded,
    expected,
    length,
  } = allowed;
  const some = (/** @type {Value[]} */ list) =>
    list
      .slice(0, 8)
      .map((word) => named(word, t))
      .join(', ') + (list.length > 8 ? ', …' : '');
  const list = choices ?? fields ?? expected;
  if (list) return t('problem.allowed.choices', { list: some(list) });
  const low = min ?? above;
  const high = max ?? below;
  if (low !== undefined && high !== undefined) {
    const between = t(
      below === undefined && above === undefined
        ? 'problem.allowed.between'
        : 'problem.allowed.inside',
      { low: shown(low), high: shown(high) },
    );
    return between + (excluded ? t('problem.allowed.excluded', { list: some(excluded) }) : '');
  }
  if (low !== undefined)
    return t(above === undefined ? 'problem.allowed.least' : 'problem.allowed.above', {
      low: shown(low),
    });
  if (high !== undefined)
    return t(below === undefined ? 'problem.allowed.most' : 'problem.allowed.below', {
      high: shown(high),
    });
  if (type) return t('problem.allowed.type', { type: t(`problem.type.${type}`) });
  if (shape) return t('problem.allowed.shape', { shape: shown(shape) });
  if (length !== undefined) return t('problem.allowed.shape', { shape: shown(length) });
  if (Array.isArray(rank)) return t('problem.allowed.ranks', { list: rank.join(' / ') });
  const axes = rank ?? atLeast;
  return axes ? t(rank ? 'problem.allowed.rank' : 'problem.allowed.min_rank', { n: axes }) : '';
}

/**
 * A sort of thing has a name in each language; a word stands for itself.
 * @param {Value} word
 * @param {Translate} t
 */
function named(word, t) {
  const key = `problem.expected.${word}`;
  const words = t(key);
  return words === key ? String(word) : words;
}

/** A number of which three digits are enough. @param {unknown} value */
const short = (value) => (typeof value === 'number' ? shown(Number(value.toPrecision(3))) : '');

/** A shape, a number or a word, short. @param {Value} value */
function shown(value) {
  if (value === null) return '—';
  if (Array.isArray(value)) return sizes(value.map((size) => (size === null ? '·' : String(size))));
  if (typeof value === 'object') return '…';
  return String(value).replaceAll(/(^|e)-/g, '$1−');
}
