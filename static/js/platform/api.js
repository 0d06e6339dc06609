// @ts-check
/**
 * The only module that speaks to the server. Answers come back with numbers where the wire had
 * "NaN" or "Infinity".
 */

import { createReader } from '../lib/event-stream.js';
import { lossesOf } from '../lib/packed.js';

/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Chain} Chain */
/** @typedef {import('../types.js').Explanation} Explanation */
/** @typedef {import('../types.js').Metrics} Metrics */
/** @typedef {import('../types.js').Problem} Problem */
/** @typedef {import('../types.js').Samples} Samples */
/** @typedef {import('../types.js').Tensor} Tensor */
/** @typedef {import('../types.js').Trace} Trace */

const ROOT = '/api/v1';

/**
 * As JSON, in which numbers that are not finite are words.
 * @param {unknown} body
 */
const written = (body) =>
  JSON.stringify(body, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/** The server refused, and said why. */
export class ApiProblem extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The server could not be reached. */
export class Offline extends Error {}

export function createApi() {
  let version = '';

  /**
   * @param {string} path
   * @param {Record<string, string | string[]>} [query]   a name that stands several times has a
   *   list
   * @param {AbortSignal} [signal]
   */
  const look = (path, query = {}, signal) => {
    const pairs = Object.entries(version ? { ...query, v: version } : query).flatMap(
      ([name, value]) => [value].flat().map((one) => [name, one]),
    );
    const all = new URLSearchParams(pairs).toString();
    return request(`${ROOT}${path}${all ? `?${all}` : ''}`, signal && { signal });
  };
  /**
   * @param {string} path
   * @param {unknown} body
   * @param {AbortSignal} [signal]
   */
  const send = (path, body, signal) =>
    request(`${ROOT}${path}`, {
      method: 'POST',
      body: written(body),
      headers: { 'Content-Type': 'application/json' },
      signal,
    });

  return {
    /** The page's own words. @param {string} lang */
    words: (lang) => request(new URL(`../../i18n/${lang}.json`, import.meta.url).href),

    async catalog() {
      const catalog = await request(`${ROOT}/catalog`);
      version = String(catalog.version ?? '');
      return catalog;
    },

    /** @param {unknown} description @returns {Promise<Checkpoint>} */
    create: (description) => send('/checkpoints', description),
    /** @param {string} id @returns {Promise<Checkpoint>} */
    // it may come from the address bar
    checkpoint: (id) => look(`/checkpoints/${encodeURIComponent(id)}`),
    /**
     * @param {string} id
     * @param {number} [iterations]
     * @param {AbortSignal} [signal]
     * @returns {Promise<Checkpoint>}
     */
    next: (id, iterations = 1, signal) => send(`/checkpoints/${id}/next`, { iterations }, signal),
    /** @param {string} id @param {unknown} change @returns {Promise<Checkpoint>} */
    edit: (id, change) => send(`/checkpoints/${id}/edit`, change),
    /**
     * Which of these networks could be computed on samples of such shapes; what speaks against one,
     * or null.
     * @param {unknown[]} networks
     * @param {number[]} x
     * @param {number[]} target
     * @param {number[] | null} range   the smallest and the largest target
     * @returns {Promise<(import('../types.js').Flaw[] | null)[]>}
     */
    fits: async (networks, x, target, range) => {
      const answer = await send('/fits', {
        networks,
        x,
        target,
        ...(range ? { target_range: range } : {}),
      });
      return answer.networks.map((/** @type {any} */ network) =>
        network.fits ? null : network.errors,
      );
    },
    /**
     * A typed formula of x, its derivative, and both curves.
     * @param {string} expression
     * @returns {Promise<import('../lib/curve.js').Curves>}
     */
    curves: async (expression) => {
      const found = await look('/function', { expression });
      for (const tensor of Object.values(found.curve)) reviveTensor(/** @type {Tensor} */ (tensor));
      return found;
    },
    /**
     * Every gradient against finite differences.
     * @param {string} id
     * @returns {Promise<import('../lib/verdicts.js').Report>}
     */
    check: async (id) => reviveReport(await look(`/checkpoints/${id}/check`, { all: '1' })),
    /**
     * One gradient, cell by cell.
     * @param {string} id
     * @param {string} address
     * @returns {Promise<import('../lib/verdicts.js').Report>}
     */
    checkCells: async (id, address) =>
      reviveReport(await look(`/checkpoints/${id}/check`, { address })),
    /**
     * All that leads to a checkpoint.
     * @param {string} id
     * @returns {Promise<import('../lib/portable.js').Portable>}
     */
    exported: (id) => look(`/checkpoints/${id}/export/json`),
    /** @param {string} name @returns {Promise<import('../lib/lesson.js').Lesson>} */
    lesson: (name) => look(`/lessons/${encodeURIComponent(name)}`),
    /**
     * Everything that an iteration computes; what is large comes as a preview.
     * @param {string} id
     * @param {AbortSignal} [late]   ends it: the server keeps what it has reached
     * @returns {Promise<Trace>}
     */
    trace: async (id, late) => reviveTrace(await look(`/checkpoints/${id}/trace`, {}, late)),
    /**
     * A part of one tensor: numpy's slices, one for each axis.
     * @param {string} id
     * @param {string} address
     * @param {string} slice   such as 0:32,0:32
     * @returns {Promise<Tensor>}
     */
    tile: async (id, address, slice) =>
      reviveTensor(
        await look(`/checkpoints/${id}/tensors/${encodeURIComponent(address)}`, { slice }),
      ),
    /**
     * One sample's part of a cell of a parameter's gradient.
     * @param {string} id @param {string} address @param {number[]} at @param {number} sample
     * @returns {Promise<number>}
     */
    part: async (id, address, at, sample) =>
      Number(
        (
          await look(`/checkpoints/${id}/tensors/${encodeURIComponent(address)}`, {
            sample: String(sample),
            ...(at.length ? { slice: at.map((index) => `${index}:${index + 1}`).join(',') } : {}),
          })
        ).data[0],
      ),
    /**
     * @param {string} id
     * @param {string} address
     * @param {number[]} at
     * @returns {Promise<Explanation>}
     */
    explain: async (id, address, at) =>
      reviveExplanation(
        await look(`/checkpoints/${id}/explain/${encodeURIComponent(address)}`, {
          at: at.join(','),
        }),
      ),
    /**
     * The slips that lead to a guess at a number, as they are told.
     * @param {string} id
     * @param {string} address
     * @param {number[]} at
     * @param {{guess: number, within: number}} about   and how near counts as equal
     * @returns {Promise<import('../types.js').Slip[]>}
     */
    slips: async (id, address, at, { guess, within }) =>
      (
        await look(`/checkpoints/${id}/slips/${encodeURIComponent(address)}`, {
          at: at.join(','),
          guess: String(guess),
          within: String(within),
        })
      ).slips.map(reviveSlip),
    /** @param {string} id @param {string} address @returns {Promise<Chain>} */
    chain: (id, address) => look(`/checkpoints/${id}/chain/${encodeURIComponent(address)}`),
    /**
     * The loss on the way that led to a checkpoint.
     * @param {string} id
     * @returns {Promise<{points: {id: string, iteration: number}[], losses: [number, number][]}>}
     */
    history: async (id) => {
      const { points, losses } = await look(`/checkpoints/${id}/history`);
      return { points, losses: pairs(losses) };
    },
    /**
     * How good the network is on all samples of a part.
     * @param {string} id
     * @param {'train' | 'test'} part
     * @returns {Promise<Metrics>}
     */
    metrics: async (id, part) => reviveMetrics(await look(`/checkpoints/${id}/metrics`, { part })),
    /** The samples, in the data's own units. @param {string} id @returns {Promise<Samples>} */
    samples: (id) => look(`/checkpoints/${id}/data`),
    /**
     * A data set made with these settings.
     * @param {string} name
     * @param {import('../types.js').Settings} settings
     */
    dataset: (name, settings) =>
      look(
        `/datasets/${name}`,
        Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])),
      ),
    /**
     * A small network that learns from samples like these, as an edit's description.
     * @param {Record<string, string | string[]>} known   what is known of the samples
     * @returns {Promise<{description: any}>}
     */
    suggested: (known) => look('/networks/suggested', known),
    /** A table read into samples. @param {string} text @param {Record<string, any>} wishes */
    table: (text, wishes) => send('/datasets/csv', { text, ...wishes }),
    /**
     * What the network says of other samples.
     * @param {string} id
     * @param {unknown} asked
     * @returns {Promise<Tensor>}
     */
    predict: async (id, asked) => reviveTensor((await send(`/checkpoints/${id}/predict`, asked)).y),
    /**
     * Trains, and tells what happens as it does; throws Offline if the server is lost on the way.
     * @param {string} id
     * @param {unknown} order
     * @param {(event: import('../lib/event-stream.js').Event) => void} hear
     * @param {AbortSignal} [leaving]   ends it: the server keeps what it has reached
     */
    train: async (id, order, hear, leaving) => {
      const answer = await fetch(`${ROOT}/checkpoints/${id}/train`, {
        method: 'POST',
        body: written(order),
        headers: { 'Content-Type': 'application/json' },
        signal: leaving,
      }).catch(() => {
        throw new Offline(id);
      });
      if (!answer.ok || !answer.body)
        throw new ApiProblem(await answer.json().catch(() => unexplained(answer)));
      const source = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const take = createReader();
      for (;;) {
        const { done, value } = await source.read().catch(() => {
          throw new Offline(id);
        });
        if (done) return;
        for (const event of take(value)) hear(reviveEvent(event));
      }
    },
    /** @param {string} training   that may have ended by itself meanwhile */
    stop: (training) => send(`/trainings/${training}/stop?ended=1`, {}),
    /** Throws Offline as long as the server does not answer. */
    alive: () => request('/healthz'),
  };
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function request(path, init) {
  const answer = await fetch(path, init).catch(() => {
    throw new Offline(path);
  });
  if (answer.ok) return answer.json();
  throw new ApiProblem(await answer.json().catch(() => unexplained(answer)));
}

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

/** @param {Trace} trace */
function reviveTrace(trace) {
  trace.loss = Number(trace.loss);
  for (const tensor of Object.values(trace.tensors)) reviveTensor(tensor);
  return trace;
}

/** @param {[number, number | string][]} curve @returns {[number, number][]} */
const pairs = (curve) => curve.map(([k, value]) => [k, Number(value)]);

/** @param {Metrics} metrics */
function reviveMetrics(metrics) {
  for (const name of /** @type {const} */ (['loss', 'accuracy', 'r2'])) {
    if (metrics[name] !== null) metrics[name] = Number(metrics[name]);
  }
  return metrics;
}

/** @param {import('../lib/event-stream.js').Event} event */
function reviveEvent(event) {
  const { data } = event;
  if (data.losses)
    data.losses = Array.isArray(data.losses) ? pairs(data.losses) : lossesOf(data.losses);
  for (const address of Object.keys(data.norms ?? {}))
    data.norms[address] = Number(data.norms[address]);
  for (const metrics of Object.values(data.metrics ?? {}))
    reviveMetrics(/** @type {Metrics} */ (metrics));
  for (const tensor of Object.values(data.tensors ?? {}))
    reviveTensor(/** @type {Tensor} */ (tensor));
  if (data.cells)
    data.cells = data.cells.map((/** @type {any} */ cell) => (cell === null ? null : Number(cell)));
  if ('loss' in data) data.loss = Number(data.loss);
  return event;
}

/** @param {Tensor} tensor */
function reviveTensor(tensor) {
  if (tensor.data) tensor.data = tensor.data.map(Number);
  if (tensor.preview) tensor.preview.data = tensor.preview.data.map(Number);
  return tensor;
}

/** @param {import('../lib/verdicts.js').Report} report */
function reviveReport(report) {
  for (const tensor of Object.values(report.tensors)) {
    for (const name of /** @type {const} */ (['max_relative_error', 'analytic', 'numeric'])) {
      if (tensor[name] !== null) tensor[name] = Number(tensor[name]);
    }
    for (const name of /** @type {const} */ (['numeric_cells', 'analytic_cells'])) {
      const cells = /** @type {any} */ (tensor[name]);
      if (cells) tensor[name] = (cells.data ?? cells).flat(Infinity).map(Number);
    }
  }
  return report;
}

/** @param {Explanation} explanation */
function reviveExplanation(explanation) {
  explanation.value = Number(explanation.value);
  reviveExpr(explanation.expr);
  return explanation;
}

/** @param {any} slip */
function reviveSlip(slip) {
  Object.values(slip.trees).forEach(reviveExpr);
  return slip;
}

/** @param {import('../types.js').Expr} expr */
function reviveExpr(expr) {
  expr.value = Number(expr.value);
  expr.args?.forEach(reviveExpr);
}
