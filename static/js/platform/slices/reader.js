// @ts-check
/** How the reader wants the page. */

/**
 * @typedef {object} Reader
 * @property {import('../../types.js').Lang} lang
 * @property {'light' | 'dark' | 'auto'} theme
 * @property {import('../../lib/link-options.js').Manner} manner   as a teacher's link wants the
 *   page
 * @property {boolean} stepped           somebody has stepped in this browser before
 * @property {boolean} sheet             the inspector is slid open (below 1200 px)
 * @property {{link: string, copied: boolean} | null} shared   the link that is offered for sharing
 * @property {0.5 | 1 | 2 | 4} speed
 */

/** @param {Pick<Reader, 'lang' | 'theme' | 'manner'>} wanted @returns {Reader} */
export const begun = ({ lang, theme, manner }) => ({
  lang,
  theme,
  manner,
  stepped: true,
  sheet: false,
  shared: null,
  speed: 1,
});
