// @ts-check
/**
 * What is asked of a training, and how one ends; no code.
 *
 * @typedef {{iterations: number, until?: import('../../lib/until.js').Chosen[], pace?: number}}
 *   Wish   pace: iterations a second; 0 for as many as possible
 *
 * @typedef {{id: string, iteration: number, reason: string, loss?: number | null, cause?:
 *   import('../../answers.js').Cause | null, why?: import('../../answers.js').Why | null}} End
 */
export {};
