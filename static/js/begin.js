// @ts-check
/**
 * Asks for the first numbers while the rest of the page is still on its way: this module is small,
 * and runs as soon as it is here.
 */
import { createApi } from './platform/api.js';
import { firstLang } from './platform/i18n.js';
import { lessonOf, read } from './platform/url.js';

/** Milliseconds; what is not there by then must be computed first, and is asked for bit by bit. */
const SOON = 2000;

/** What the address bar asks for. */
export const wanted = read(location.search);
export const lang = firstLang(wanted.lang);
export const api = createApi();

export const catalog = api.catalog();
export const words = api.words(lang);

/**
 * What the page opens with. Null where it cannot be had so simply, a lesson's stage or what a link
 * names in vain: it is then looked for as at any other time, and what goes wrong is said.
 * @returns {Promise<import('./types.js').Opening | null>}
 */
async function open() {
  const { presets } = await catalog;
  if (lessonOf(location.pathname)) return null;
  const preset = wanted.preset ?? Object.keys(presets)[0];
  if (!wanted.checkpoint) return preset in presets ? api.preset(preset) : null;
  const checkpoint = await api.checkpoint(wanted.checkpoint);
  const late = AbortSignal.timeout(SOON);
  const trace = await api.trace(checkpoint.id, late).catch((error) => {
    if (late.aborted) return null;
    throw error;
  });
  return { checkpoint, trace };
}

export const opening = open().catch(() => null);
// whoever waits for it says what went wrong
for (const promise of [catalog, words]) promise.catch(() => {});
