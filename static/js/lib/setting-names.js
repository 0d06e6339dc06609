// @ts-check
/** What a setting is called in the reader's language, wherever the catalog declares it. */

/** @type {WeakMap<object, Map<string, Record<string, string>>>} */
const known = new WeakMap();
const PREFIX = 'setting.';

/**
 * The words for a key such as setting.units; undefined where no kind has such a setting.
 * @param {any} catalog
 * @param {string} key
 * @param {string} lang
 * @returns {string | undefined}
 */
export function settingName(catalog, key, lang) {
  if (!catalog || !key.startsWith(PREFIX)) return undefined;
  const titles = known.get(catalog) ?? titlesOf(catalog);
  known.set(catalog, titles);
  return titles.get(key.slice(PREFIX.length))?.[lang];
}

/** @param {any} catalog */
function titlesOf(catalog) {
  /** @type {Map<string, Record<string, string>>} */
  const titles = new Map();
  for (const group of ['layers', 'losses', 'optimizers', 'initializers', 'datasets'])
    for (const { settings } of /** @type {any[]} */ (Object.values(catalog[group] ?? {})))
      for (const [name, { title }] of /** @type {[string, any][]} */ (Object.entries(settings)))
        if (title) titles.set(name, title);
  return titles;
}

/**
 * A setting's name, or the word that it was asked for by.
 * @param {string} name
 * @param {import('../types.js').Translate} t
 */
export function nameOf(name, t) {
  const words = t(`setting.${name}`);
  return words.startsWith(PREFIX) ? name : words;
}
