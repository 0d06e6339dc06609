// @ts-check
/** Light, dark, or as the system; remembered. The sheet of tokens does the rest. */

import { keep, recall } from './remembered.js';

/** @typedef {import('../types.js').State['reader']['theme']} Theme */

const KEPT = 'backstep.theme';

/** @returns {Theme} */
export function firstTheme() {
  const kept = recall(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** @param {Theme} theme */
export function applyTheme(theme) {
  keep(KEPT, theme);
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
