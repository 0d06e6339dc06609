// @ts-check
/** Answers that never change, kept by their key; the oldest go first. */

const KEPT = 400;

/**
 * @template T
 */
export class Lookup {
  /** @param {number} [most]   answers that are kept */
  constructor(most = KEPT) {
    this.most = most;
  }

  /** @type {Map<string, T>} */
  #kept = new Map();
  /** What has been asked for and is not here yet. @type {Map<string, Promise<T>>} */
  #asked = new Map();

  /**
   * The answer if it is here, else null.
   * @param {string} key
   * @returns {T | null}
   */
  peek(key) {
    return this.#kept.get(key) ?? null;
  }

  /** Whether the answer is here or on its way. @param {string} key */
  knows(key) {
    return this.#kept.has(key) || this.#asked.has(key);
  }

  /**
   * @param {string} key
   * @param {() => Promise<T>} ask
   * @returns {Promise<T>}
   */
  async load(key, ask) {
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const asked = this.#asked.get(key) ?? ask().finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    const answer = await asked;
    this.#kept.set(key, answer);
    if (this.#kept.size > this.most) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return answer;
  }
}
