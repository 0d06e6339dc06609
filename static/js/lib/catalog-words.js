// @ts-check
/** What the catalog has words for: settings, and how tensors and inputs are written. */

/** @typedef {import('../types.js').Catalog} Catalog */

/** @type {WeakMap<Catalog, Map<string, import('../types.js').Words>>} */
const known = new WeakMap();
const PREFIX = 'setting.';
/** Of a key such as written.lr, which is α. */
export const WRITTEN = 'written.';

/** What of the catalog has settings. */
const GROUPS = /** @type {const} */ ([
  'layers',
  'losses',
  'optimizers',
  'initializers',
  'datasets',
]);

/**
 * The words for a key such as setting.units or written.lr; undefined where no kind has such a name.
 * @param {Catalog | null} catalog   null until it has come
 * @param {string} key
 * @param {string} lang
 * @returns {string | undefined}
 */
export function catalogWord(catalog, key, lang) {
  if (!catalog) return undefined;
  if (key.startsWith(WRITTEN)) return catalog.names[key.slice(WRITTEN.length)]?.[lang];
  if (!key.startsWith(PREFIX)) return undefined;
  const titles = known.get(catalog) ?? titlesOf(catalog);
  known.set(catalog, titles);
  return titles.get(key.slice(PREFIX.length))?.[lang];
}

/** @param {Catalog} catalog */
const titlesOf = (catalog) =>
  new Map(
    GROUPS.flatMap((group) => Object.values(catalog[group] ?? {}))
      .flatMap(({ settings }) => Object.entries(settings))
      .map(([name, { title }]) => [name, title]),
  );

/**
 * A setting's name, or the word that it was asked for by.
 * @param {string} name
 * @param {import('../types.js').Translate} t
 */
export function nameOf(name, t) {
  const words = t(`setting.${name}`);
  return words.startsWith(PREFIX) ? name : words;
}
