// @ts-check
/** The only module that speaks to the server. */
import { ApiProblem, Offline } from './no-answer.js';

/** @typedef {import('../../types.js').Problem} Problem */

const ROOT = '/api/v1';

/**
 * As JSON, in which numbers that are not finite are words.
 * @param {unknown} body
 */
const written = (body) =>
  JSON.stringify(body, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/** @param {unknown} body @param {AbortSignal} [signal] @returns {RequestInit} */
const posted = (body, signal) => ({
  method: 'POST',
  body: written(body),
  headers: { 'Content-Type': 'application/json' },
  signal,
});

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
async function answered(path, init) {
  const answer = await fetch(path, init).catch(() => {
    throw new Offline(path);
  });
  if (answer.ok) return answer;
  throw new ApiProblem(await answer.json().catch(() => unexplained(answer)), path);
}

/**
 * What stands at an address.
 * @template T
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<T>}
 */
export const request = async (path, init) => (await answered(path, init)).json();

/**
 * @param {Response} answer
 * @returns {Problem}
 */
const unexplained = ({ status, statusText }) => ({
  title: statusText,
  status,
  detail: `${status} ${statusText}`,
  code: 'unknown',
  errors: [],
});

/** @typedef {ReturnType<typeof createRequests>} Requests */

/** Requests to the API, which name its version once that is known, so that answers are kept. */
export function createRequests() {
  let version = '';
  return {
    /** @param {string} known */
    know: (known) => {
      version = known;
    },
    /**
     * @template T
     * @param {string} path
     * @param {Record<string, string | string[]>} [query]   a name that stands several times has a
     *   list
     * @param {AbortSignal} [signal]
     * @returns {Promise<T>}
     */
    look: (path, query = {}, signal) => {
      const pairs = Object.entries(version ? { ...query, v: version } : query).flatMap(
        ([name, value]) => [value].flat().map((one) => [name, one]),
      );
      const all = new URLSearchParams(pairs).toString();
      return request(`${ROOT}${path}${all ? `?${all}` : ''}`, signal && { signal });
    },
    /**
     * What the page's document asks for by this very address, before any version is known.
     * @template T
     * @param {string} path
     * @returns {Promise<T>}
     */
    early: (path) => request(`${ROOT}${path}`),
    /**
     * What is another answer each time: none is kept.
     * @template T
     * @param {string} path
     * @param {Record<string, string>} query
     * @param {AbortSignal} [signal]
     * @returns {Promise<T>}
     */
    ask: (path, query, signal) => {
      const all = new URLSearchParams(query).toString();
      return request(`${ROOT}${path}${all ? `?${all}` : ''}`, { cache: 'no-store', signal });
    },
    /**
     * @template T
     * @param {string} path
     * @param {unknown} body
     * @param {AbortSignal} [signal]
     * @returns {Promise<T>}
     */
    send: (path, body, signal) => request(`${ROOT}${path}`, posted(body, signal)),
    /**
     * An answer that comes in pieces; throws Offline if the server is lost on the way.
     * @param {string} path
     * @param {unknown} body
     * @param {(piece: string) => void} take
     * @param {AbortSignal} [leaving]
     */
    stream: async (path, body, take, leaving) => {
      const answer = await answered(`${ROOT}${path}`, posted(body, leaving));
      const source = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const piece = await source?.read().catch(() => {
          throw new Offline(path);
        });
        if (!piece || piece.done) return;
        take(piece.value);
      }
    },
  };
}
