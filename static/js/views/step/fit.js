// @ts-check
/**
 * A formula too wide for its line is written smaller, if need be under its label, and then in
 * several lines.
 */
import { measured } from '../../draw/measured.js';

/**
 * How lines of formulas were fitted before, by what they say and the room that they have.
 * @type {Map<string, string[]>}
 */
const fitted = new Map();

/** What a line that is still too wide gets, one after the other. */
const LOOKS = [' stacked', ' wraps', ' scrolls'];

/** @param {string} said */
const keyOf = (said) => `${said} ${innerWidth} ${document.documentElement.className}`;

/** How lines that say this were fitted before, if they were. @param {string} said */
export const fitBefore = (said) => fitted.get(keyOf(said));

/**
 * Lines that have just been drawn; a step that follows at once may have taken them away.
 * @param {string} said
 * @param {() => HTMLElement[]} there   them, as they stand, each with its label
 * @param {(looks: string[]) => void} put   has each look as it is told
 */
export function fit(said, there, put) {
  measured(
    () => there().map((line) => (tooWide(line) ? 'long' : '')),
    (found) => {
      if (!found.length) return;
      if (found.some(Boolean)) narrow(found, there, put);
      if (there()[0]?.offsetParent) fitted.set(keyOf(said), found);
    },
  );
}

/**
 * @param {string[]} found   what each has so far
 * @param {() => HTMLElement[]} there
 * @param {(looks: string[]) => void} put
 */
function narrow(found, there, put) {
  put([...found]);
  for (const look of LOOKS) {
    for (const [k, line] of there().entries()) {
      if (found[k] && (look === ' stacked' || found[k].includes('stacked')) && tooWide(line))
        found[k] += look;
    }
    put([...found]);
  }
}

/** @param {HTMLElement} line */
function tooWide(line) {
  const said = /** @type {HTMLElement} */ (line.querySelector('dd'));
  return said.scrollWidth > said.clientWidth;
}
