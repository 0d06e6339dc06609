// @ts-check
/**
 * Numbers' terms and chains, asked for once and kept; those of the next steps several in one
 * answer, since each request costs the page as much as a twentieth of a step.
 */
import { Lookup } from '../platform/lookup.js';
import { targets } from '../lib/chain.js';
import { largest } from '../lib/largest.js';

/** @typedef {import('../types.js').Cell} Cell */
/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Trace} Trace */

/** So many steps are asked for at once. */
const AHEAD = 6;

/** @param {string} id @param {Cell} cell */
const keyOf = (id, cell) => [id, cell.address, ...cell.at].join();

/** @param {string} id @param {string} address */
const chainKey = (id, address) => `${id},${address}`;

/**
 * The number that a step points out by itself.
 * @param {Trace} trace
 * @param {number} index
 * @returns {Cell}
 */
export function pointedOut(trace, index) {
  const { writes } = trace.steps[index];
  return { address: writes, at: largest(trace.tensors[writes]), auto: true };
}

/** @param {import('../types.js').Api} api */
export function createAnswers(api) {
  /** @type {Lookup<Explanation>} */
  const explanations = new Lookup();
  /** @type {Lookup<Chain>} */
  const chains = new Lookup();

  return {
    /** What is here already. @param {string} id @param {Cell} cell */
    kept: (id, cell) => explanations.peek(keyOf(id, cell)),
    /** @param {string} id @param {Cell} cell */
    explain: (id, cell) =>
      explanations.load(keyOf(id, cell), () => api.explain(id, cell.address, cell.at)),
    /** @param {Trace} trace @param {number} cursor */
    chainsAt(trace, cursor) {
      const id = trace.checkpoint ?? '';
      return Promise.all(
        targets(trace, cursor).map((address) =>
          chains.load(chainKey(id, address), () => api.chain(id, address)),
        ),
      );
    },
    /**
     * So that the next steps' are there when they are wanted; nothing while the next one's is, or
     * is on its way.
     * @param {Trace} trace
     * @param {number} cursor
     */
    ahead(trace, cursor) {
      const id = trace.checkpoint;
      const steps = trace.steps.slice(cursor + 1, cursor + 1 + AHEAD);
      const isNew = (/** @type {Cell} */ cell) => !explanations.knows(keyOf(id ?? '', cell));
      if (!id || !steps.length || !isNew(pointedOut(trace, steps[0].index))) return;
      const cells = steps.map(({ index }) => pointedOut(trace, index)).filter(isNew);
      const addresses = chained(trace, steps).filter(
        (address) => !chains.knows(chainKey(id, address)),
      );
      const answer = api.explainSeveral(id, cells, addresses);
      const each = [
        ...cells.map((cell, k) =>
          explanations.load(keyOf(id, cell), async () => (await answer).explanations[k]),
        ),
        ...addresses.map((address, k) =>
          chains.load(chainKey(id, address), async () => (await answer).chains[k]),
        ),
      ];
      for (const one of each) one.catch(() => {}); // who wants it asks again, and says so
    },
  };
}

/**
 * What has a chain at these steps; forward has none.
 * @param {Trace} trace
 * @param {import('../types.js').Step[]} steps
 */
const chained = (trace, steps) => [
  ...new Set(
    steps.filter(({ phase }) => phase !== 'forward').flatMap(({ index }) => targets(trace, index)),
  ),
];
