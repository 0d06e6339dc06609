// @ts-check
/** Parts of the page that are fetched when they are first wanted. */
import { Offline } from './api/no-answer.js';

/**
 * Where it cannot be fetched, the server is away.
 * @template T
 * @param {Promise<T>} part
 * @returns {Promise<T>}
 */
export const fetched = (part) =>
  part.catch(() => {
    throw new Offline('a part of the page');
  });

/**
 * Is brought once, however often it is wanted; again only where that has failed.
 * @template T
 * @param {() => Promise<T>} bring
 * @returns {() => Promise<T>}
 */
export function once(bring) {
  /** @type {Promise<T> | null} */
  let brought = null;
  return () => {
    brought ??= bring();
    brought.catch(() => {
      brought = null;
    });
    return brought;
  };
}
