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

/** @param {HTMLElement[]} lines   each with its label */
const keyOf = (lines) =>
  [...lines.map((line) => line.textContent), innerWidth, document.documentElement.className].join(
    ' ',
  );

/**
 * Lines that are not on the page yet, as they were fitted before; says whether they were.
 * @param {HTMLElement[]} lines
 */
export function fitAsBefore(lines) {
  const known = fitted.get(keyOf(lines));
  if (known) dressAll(lines, known);
  return Boolean(known);
}

/**
 * Lines that have just been drawn; a step that follows at once may have emptied some of them.
 * @param {HTMLElement[]} drawn
 */
export function fit(drawn) {
  measured(
    () => {
      const lines = drawn.filter(({ hidden }) => !hidden);
      return { lines, found: lines.map((line) => (tooWide(line) ? 'long' : '')) };
    },
    ({ lines, found }) => {
      dressAll(lines, found);
      for (const look of LOOKS) {
        for (const [k, line] of lines.entries()) {
          if (found[k] && (look === ' stacked' || found[k].includes('stacked')) && tooWide(line))
            found[k] += look;
        }
        dressAll(lines, found);
      }
      if (lines[0]?.offsetParent) fitted.set(keyOf(lines), found);
    },
  );
}

/** @param {HTMLElement} line */
const saidOf = (line) => /** @type {HTMLElement} */ (line.querySelector('dd'));

/** @param {HTMLElement} line */
function tooWide(line) {
  const said = saidOf(line);
  return said.scrollWidth > said.clientWidth;
}

/** @param {HTMLElement[]} lines @param {string[]} looks */
function dressAll(lines, looks) {
  for (const [k, line] of lines.entries()) dress(line, looks[k]);
}

/** @param {HTMLElement} line @param {string} look */
function dress(line, look) {
  const said = saidOf(line);
  line.classList.toggle('stacked', look.includes('stacked'));
  said.classList.toggle('long', look.startsWith('long'));
  said.classList.toggle('wraps', look.includes('wraps'));
  // what scrolls can be scrolled by keys; what does not is no stop
  said.setAttribute('tabindex', look.endsWith('scrolls') ? '0' : '-1');
}
