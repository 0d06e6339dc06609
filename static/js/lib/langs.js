// @ts-check
/** The languages that the page speaks: those of `static/i18n`. */

/** @type {import('../types.js').Lang[]} */
export const LANGS = ['es', 'en'];
