// @ts-check
/** Why there is no answer. */

/** The server refused, and said why. */
export class ApiProblem extends Error {
  /** @param {import('../../types.js').Problem} problem @param {string} [asked]   the address */
  constructor(problem, asked) {
    super(problem.detail);
    this.problem = { ...problem, asked };
  }
}

/** The server could not be reached. */
export class Offline extends Error {}
