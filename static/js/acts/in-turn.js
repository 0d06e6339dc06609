// @ts-check
/**
 * Changes come one after another, each finding what the one before has led to; opening something
 * else forgets those that still wait.
 */

export function createTurns() {
  let last = Promise.resolve();
  let era = 0;
  return {
    /** @param {() => Promise<void>} work */
    take(work) {
      const mine = era;
      last = last.catch(() => {}).then(() => (mine === era ? work() : undefined));
      return last;
    },
    forget() {
      era += 1;
    },
  };
}
