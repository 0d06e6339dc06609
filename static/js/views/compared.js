// @ts-check
/** Beside a curve that was kept: in which settings the run shown differs from it, in words. */
import { nameOf as settingName } from '../lib/catalog-words.js';
import { writeNumber } from '../lib/number.js';
import { isObject } from '../lib/is-object.js';
import { differences } from '../lib/run.js';

/** Longer values are not read out. */
const LONG = 24;

/** Weights and data are named; what is in them is too much to read. */
const LARGE = ['parameters', 'optimizer_state', 'layer_state', 'x', 'target'];

/**
 * Numbers that a run was begun with; after an edit they are not given any more, which is no
 * difference.
 */
const NUMBERS = ['parameters', 'optimizer_state', 'layer_state'];

/** @param {unknown} value */
const isEmpty = (value) => !value || Object.keys(value).length === 0;

/** Where a kind's title may stand. */
const GROUPS = /** @type {const} */ (['layers', 'losses', 'optimizers', 'initializers']);

/**
 * The settings in which the run shown differs from the kept one, as they are read.
 * @param {Pick<import('../types.js').Context, 'store' | 't'>} context
 * @returns {{name: string, from: string, to: string}[]}
 */
export function differencesOf({ store, t }) {
  const {
    runs: { kept },
    stage: { checkpoint },
    server: { catalog },
    reader: { lang },
  } = store.get();
  if (!kept || !checkpoint) return [];
  const all = differences(kept.description, checkpoint.description).filter(
    ({ path, from, to }) =>
      path[0] !== 'edit' && !(NUMBERS.includes(path[0]) && (isEmpty(from) || isEmpty(to))),
  );
  const swapped = new Set(
    all.filter(({ path }) => path.at(-1) === 'kind').map(({ path }) => String(path.slice(0, -1))),
  );
  // Of another kind, the settings that only one of them has go without saying.
  const found = all.filter(
    ({ path, from, to }) =>
      !swapped.has(String(path.slice(0, -1))) || (from !== undefined && to !== undefined),
  );
  /**
   * A kind by its title, anything else as it is typed.
   * @param {string[]} path
   * @param {unknown} value
   */
  const said = (path, value) => {
    if (LARGE.includes(path.at(-1) ?? '') || path[0] === 'parameters') return '…';
    const title =
      path.at(-1) === 'kind' &&
      GROUPS.map((group) => catalog[group][String(value)]?.title[lang]).find(Boolean);
    return title || short(value);
  };
  return found.map(({ path, from, to }) => ({
    name: nameOf(path, t),
    from: said(path, from),
    to: said(path, to),
  }));
}

/**
 * Such as Layer 2 · units, or Optimizer · lr.
 * @param {string[]} path
 * @param {import('../types.js').Translate} t
 */
function nameOf(path, t) {
  const at = path.indexOf('layers');
  const rest =
    at >= 0 && path[at + 1] !== undefined
      ? [t('layer', { n: Number(path[at + 1]) + 1 }), ...path.slice(at + 2)]
      : path.filter((part) => part !== 'network');
  if (path[0] === 'network' && (rest[0] === 'optimizer' || rest[0] === 'loss'))
    rest[0] = t(rest[0] === 'loss' ? 'error' : 'optimizer');
  return (rest.length > 1 && rest.at(-1) === 'kind' ? rest.slice(0, -1) : rest)
    .map((part) => settingName(part, t))
    .join(' · ');
}

/** @param {unknown} value */
function whole(value) {
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return value;
  return isObject(value) && 'kind' in value ? String(value.kind) : (JSON.stringify(value) ?? '—');
}

/** @param {unknown} value */
function short(value) {
  const text = whole(value);
  return text.length > LONG ? '…' : text;
}
