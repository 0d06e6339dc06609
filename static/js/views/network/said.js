// @ts-check
/** Words of the page where the catalog's are expected. */

/**
 * In the language spoken, in place of each.
 * @param {string} said
 * @param {Pick<import('../../types.js').State, 'reader'>} state
 */
export const inAll = (said, { reader: { lang } }) => ({ en: said, es: said, [lang]: said });
