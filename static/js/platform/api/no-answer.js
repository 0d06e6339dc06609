// @ts-check
/** Why there is no answer. */

/** The server refused, and said why. */
export class ApiProblem extends Error {
  /** @param {import('../../types.js').Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The server could not be reached. */
export class Offline extends Error {}
