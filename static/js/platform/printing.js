// @ts-check
/**
 * A step on paper. Before the browser prints, the board is measured for a page: whole and as large
 * as fits, or, of a long one, the part around the block at work; what is dark becomes light.
 */

/** What a page of A4 leaves between its margins, in pixels; print.css has the same margins. */
const PAPER = 703;

/** The highest that the board becomes: the words and the formulas have the rest of the page. */
const HIGHEST = 430;

/** What reaches below the board: the name of its last lane. */
const BELOW = 14;

/** A number made smaller than this is no longer read, in pixels. */
const LEAST = 6.6;

/** @param {import('../types.js').Store} store */
export function followPrinting(store) {
  /** @type {import('../types.js').State['reader']['theme'] | null} */
  let theme = null;
  /** Where the board was scrolled to: on paper it is cut, and not scrolled. */
  let place = 0;

  addEventListener('beforeprint', () => {
    const { theme: chosen } = store.get().reader;
    const dark = chosen === 'dark' || matchMedia('(prefers-color-scheme: dark)').matches;
    if (dark && chosen !== 'light') {
      theme = chosen;
      store.set({ reader: { theme: 'light' } }); // canvases are painted anew
    }
    lay();
    const scroller = part('.scroller');
    place = scroller?.scrollLeft ?? 0;
    scroller?.scrollTo({ left: 0, behavior: 'instant' });
  });
  addEventListener('afterprint', () => {
    if (theme) store.set({ reader: { theme } });
    theme = null;
    part('.scroller')?.scrollTo({ left: place, behavior: 'instant' });
  });
}

function lay() {
  const board = part('.board');
  const app = part('.app');
  if (!board || !app) return;
  const turn = parseFloat(getComputedStyle(board).marginRight); // the rail's
  const [wide, high] = [board.offsetWidth + Math.min(turn, 54), board.offsetHeight];
  const whole = Math.min(1, PAPER / wide, HIGHEST / high);
  const digits = parseFloat(getComputedStyle(board).getPropertyValue('--fs-cell'));
  const zoom = Math.max(whole, Math.min(LEAST / digits, HIGHEST / high));
  const room = PAPER / zoom;
  const now = part('.frame.now') ?? part('.frame');
  const middle = now ? now.offsetLeft + now.offsetWidth / 2 : 0;
  const left = wide <= room ? 0 : Math.max(0, Math.min(middle - room / 2, wide - room));
  const found = {
    zoom: String(zoom),
    left: `${-left}px`,
    board: `${board.offsetWidth}px`,
    height: `${Math.ceil((high + BELOW) * zoom)}px`,
    shelf: `${part('.lane.mem')?.offsetHeight ?? 0}px`,
  };
  for (const [name, value] of Object.entries(found))
    app.style.setProperty(`--print-${name}`, value);
  const words = [part('.topbar [aria-haspopup="menu"]'), part('.readout')];
  const head = part('.print-head');
  if (head) head.textContent = words.map((word) => textsIn(word).join(' ')).join(' · ');
}

/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));

/** What stands in an element, piece by piece. @param {Node | null} node @returns {string[]} */
const textsIn = (node) =>
  [...(node?.childNodes ?? [])].flatMap((child) =>
    child.nodeType === Node.TEXT_NODE ? (child.nodeValue?.trim() ?? '') || [] : textsIn(child),
  );
