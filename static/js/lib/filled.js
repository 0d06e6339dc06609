// @ts-check
/** Words with slots: `{n}` is what it is filled with, `{n|sample|samples}` goes with how many. */

const SLOT = /\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g;

/**
 * @param {string} words
 * @param {Record<string, unknown>} slots
 */
export const filled = (words, slots) =>
  words.replace(SLOT, (whole, name, one, many) => {
    if (one === undefined) return String(slots[name] ?? whole);
    return Number(slots[name]) === 1 ? one : many;
  });
