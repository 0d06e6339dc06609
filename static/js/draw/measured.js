// @ts-check
/**
 * Measuring what has just been drawn: in the frame that shows it, all questions before all answers,
 * so that the page is laid out once and not once for each.
 */

/** What is to be read; each gives what is then written. @type {(() => () => void)[]} */
let waiting = [];

/**
 * @template T
 * @param {() => T} read            looks at the layout and changes nothing
 * @param {(found: T) => void} write
 */
export function measured(read, write) {
  if (!waiting.length) requestAnimationFrame(run);
  waiting.push(() => {
    const found = read();
    return () => write(found);
  });
}

function run() {
  const all = waiting;
  waiting = [];
  for (const write of all.map((read) => read())) write();
}
