// @ts-check
/** A network at rest is looked at; in a drag it is another one before that. */

/** Milliseconds until it is at rest. */
const REST = 60;

/** Answers with thousands of numbers are kept for so many checkpoints. */
export const LARGE = 12;

/** @param {import('../guard.js').Guard} guard */
export function atRest(guard) {
  let timer = 0;
  return {
    forget: () => clearTimeout(timer),
    /** @param {() => Promise<void>} look */
    once: (look) => {
      timer = window.setTimeout(() => guard(look), REST);
    },
  };
}
