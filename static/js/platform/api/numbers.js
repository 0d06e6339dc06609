// @ts-check
/** The numbers of a checkpoint: what it computes, where they come from, how good they are. */
import {
  pairs,
  reviveExplanation,
  reviveMetrics,
  reviveReport,
  reviveSlip,
  reviveTensor,
  reviveTrace,
} from './reviving.js';

/** @typedef {import('../../types.js').Chain} Chain */
/** @typedef {import('../../types.js').Explanation} Explanation */
/** @typedef {import('../../types.js').Metrics} Metrics */
/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {import('../../types.js').Tensor} Tensor */
/** @typedef {import('../../types.js').Trace} Trace */

/** @param {import('./requests.js').Requests} requests */
export const numberCalls = ({ look, send, early }) => ({
  /**
   * What a preset opens with.
   * @param {string} name
   * @returns {Promise<{checkpoint: import('../../types.js').Checkpoint, trace: Trace}>}
   */
  preset: async (name) => {
    const opening = /** @type {import('../../types.js').Opening & {trace: Trace}} */ (
      await early(`/presets/${encodeURIComponent(name)}`)
    );
    reviveTrace(opening.trace);
    return opening;
  },
  /**
   * Every gradient against finite differences.
   * @param {string} id
   * @returns {Promise<import('../../lib/verdicts.js').Report>}
   */
  check: async (id) => reviveReport(await look(`/checkpoints/${id}/check`, { all: '1' })),
  /**
   * One gradient, cell by cell.
   * @param {string} id
   * @param {string} address
   * @returns {Promise<import('../../lib/verdicts.js').Report>}
   */
  checkCells: async (id, address) =>
    reviveReport(await look(`/checkpoints/${id}/check`, { address })),
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
   * Several numbers and chains at once.
   * @param {string} id
   * @param {{address: string, at: number[]}[]} cells   at least one
   * @param {string[]} addresses   of what has a chain
   */
  explainSeveral: async (id, cells, addresses) => {
    /** @type {import('../../answers.js').Explanations} */
    const { explanations, chains } = await look(`/checkpoints/${id}/explain`, {
      cells: cells.map(({ address, at }) => `${address}[${at}]`).join(),
      chains: addresses.join(),
    });
    return {
      explanations: /** @type {Explanation[]} */ (explanations).map(reviveExplanation),
      chains: /** @type {Chain[]} */ (chains),
    };
  },
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
   * @returns {Promise<import('../../types.js').Slip[]>}
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
   * What the network says of other samples.
   * @param {string} id
   * @param {unknown} asked
   * @returns {Promise<Tensor>}
   */
  predict: async (id, asked) => reviveTensor((await send(`/checkpoints/${id}/predict`, asked)).y),
});
