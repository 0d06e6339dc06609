// @ts-check
/**
 * What can wait until the step is on the screen: the stage answers a key at once, and what explains
 * it follows in the next frames, as much in each as leaves it time to be painted. All of it
 * together takes longer than one frame lasts.
 */

/**
 * How long drawing may take before the browser lays it out and paints it, in milliseconds. Each
 * frame costs as much as a tenth of a step, so that what there is time for goes into one.
 */
const SHARE = 12;

/** Steps rest when none has come for so long, in milliseconds. */
const REST = 700;

/** @type {Set<() => void>} */
const waiting = new Set();

// A message is handled after the frame in which it was sent has been painted; a timer may come
// before it.
const painted = new MessageChannel();
const wait = () => requestAnimationFrame(() => painted.port2.postMessage(null));

painted.port1.onmessage = () => {
  const end = performance.now() + SHARE;
  try {
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
      if (performance.now() > end) break;
    }
  } finally {
    if (waiting.size) wait();
  }
};

/**
 * Called as often as one likes, `draw` then runs once, after the next paint.
 * @param {() => void} draw
 * @returns {() => void}
 */
export const afterPaint = (draw) => () => {
  if (!waiting.size) wait();
  waiting.add(draw);
};

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
