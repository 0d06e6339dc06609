// @ts-check
/**
 * Measuring what has just been drawn: in the frame that shows it, all questions before all answers,
 * so that the page is laid out once and not once for each.
 */

/** @type {{read: () => any, write: (found: any) => void}[]} */
let waiting = [];

/**
 * @template T
 * @param {() => T} read            looks at the layout and changes nothing
 * @param {(found: T) => void} write
 */
export function measured(read, write) {
  if (!waiting.length) requestAnimationFrame(run);
  waiting.push({ read, write });
}

function run() {
  const all = waiting;
  waiting = [];
  const found = all.map(({ read }) => read());
  for (const [k, { write }] of all.entries()) write(found[k]);
}
