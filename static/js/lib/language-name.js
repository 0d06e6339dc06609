// @ts-check
/** What a language is called in another. */

/**
 * Capitalised; its code where the browser does not know it.
 * @param {string} code
 * @param {string} lang   in which it is said
 */
export function languageName(code, lang) {
  const name = named(code, lang) ?? code;
  return name[0].toUpperCase() + name.slice(1);
}

/** @param {string} code @param {string} lang */
function named(code, lang) {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(code);
  } catch {
    return null; // not the code of a language
  }
}
