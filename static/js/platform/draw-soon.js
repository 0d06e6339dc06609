// @ts-check
/**
 * What explains a step comes after the step itself: in the same frame where there is time, since
 * each frame costs as much as a tenth of a step, and else when the step is on the screen, as much
 * in each frame as leaves it time to be painted.
 */

/** How long a change may take before it is painted, with all that follows it, in milliseconds. */
const AT_ONCE = 50;

/** How long drawing may take in a later frame before that is painted, in milliseconds. */
const SHARE = 12;

/** Steps rest when none has come for so long, in milliseconds. */
const REST = 700;

/** @type {Set<() => void>} */
const waiting = new Set();

/** When the change began that the next frame will show. */
let began = -Infinity;
/** The first picture of all is waited for: nothing holds it up. */
let opened = false;

/** A change begins: what waits has so much less time to be painted with it. */
export const begins = () => {
  if (!waiting.size) began = performance.now();
};

// A message is handled after the frame in which it was sent has been painted; a timer may come
// before it.
const frames = new MessageChannel();
const wait = () => requestAnimationFrame(() => frames.port2.postMessage(null));

frames.port1.onmessage = () => {
  opened = true;
  drawUntil(performance.now() + SHARE);
};

/** @param {number} end */
function drawUntil(end) {
  try {
    for (const draw of waiting) {
      if (performance.now() > end) break;
      waiting.delete(draw);
      draw();
    }
  } finally {
    if (waiting.size) wait();
  }
}

/**
 * Called as often as one likes, `draw` then runs once: when all that listens to the change has
 * heard of it, or after the next paint.
 * @param {() => void} draw
 * @returns {() => void}
 */
export const drawSoon = (draw) => () => {
  if (!waiting.size) {
    if (opened) queueMicrotask(() => drawUntil(began + AT_ONCE));
    else wait();
  }
  waiting.add(draw);
};

/**
 * For what needs the board as it has been painted, such as a place to scroll to: `act` runs once
 * the next frame is on the screen.
 * @param {() => void} act
 * @returns {() => void}
 */
export const oncePainted = (act) => () => {
  requestAnimationFrame(() => setTimeout(act));
};

/** A page that nobody looks at is not painted: it is gone on with after so many milliseconds. */
const UNSEEN = 300;

/**
 * For what stands around the first picture: once that is on the screen.
 * @returns {Promise<void>}
 */
export const painted = () =>
  new Promise((done) => {
    setTimeout(done, UNSEEN);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => setTimeout(done); // after those who wait for the frame itself
      port2.postMessage(null);
    });
  });

/**
 * For what nobody sees, such as what lies below the edge of the column: `draw` runs once the steps
 * rest, so that who walks on does not wait for it.
 * @param {() => void} draw
 * @returns {() => void}
 */
export function atRest(draw) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(draw, REST);
  };
}
