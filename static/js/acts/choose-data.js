// @ts-check
/**
 * Choosing samples: a data set made with other settings, a table of one's own, and the network that
 * takes them.
 */
import { INPUT } from '../lib/address.js';
import { ApiProblem } from '../platform/api/no-answer.js';
import { asking, attempts, mayFit, needed, rangeOf, widened } from '../lib/data/offer.js';
import { entriesOf, fresh, inserted, whole } from '../lib/layers.js';
import { proposals } from '../lib/what-if.js';

/** @typedef {import('../types.js').Flaw} Flaw */
/** @typedef {import('../lib/data/offer.js').Begun} Begun */
/** @typedef {import('../lib/data/offer.js').Wish} Wish */

/**
 * @template Made
 * @typedef {{made: Made, errors: Flaw[], table?: import('../answers.js').Unread}} Found   of
 *   a table that cannot be used, what could be read
 */

/** @template Made @param {Made} made @returns {Found<Made>} */
const taken = (made) => ({ made, errors: [] });

/** @param {unknown} error @returns {Found<null>} */
function refused(error) {
  if (!(error instanceof ApiProblem)) throw error;
  return { made: null, errors: error.problem.errors, table: error.problem.table };
}

/** @param {Pick<import('../types.js').Context, 'store' | 'api' | 'act'>} context */
export function createChooser({ store, api, act }) {
  /** The samples' side of the network that is shown. */
  const network = () => {
    const {
      stage: { trace, checkpoint },
      server: { catalog },
    } = store.get();
    if (!trace || !checkpoint) return null;
    const entries = entriesOf(trace.nodes);
    const last = trace.nodes.findLast(({ role }) => role === 'layer');
    return {
      entries,
      kinds: catalog.layers,
      outputs: (last?.output_shape ?? trace.tensors[INPUT].shape)[1] ?? 1,
      size: checkpoint.description.batch?.size ?? null,
    };
  };

  return {
    network,
    /**
     * The samples that these settings make, or what is wrong with them.
     * @param {string} name
     * @param {import('../types.js').Settings} settings
     * @returns {Promise<Found<import('../answers.js').Samples | null>>}
     */
    made: (name, settings) => api.dataset(name, settings).then(taken, refused),
    /**
     * The samples of a table, or what is wrong with it.
     * @param {string} text
     * @param {Record<string, unknown>} wishes
     * @returns {Promise<Found<import('../answers.js').OwnSamples | null>>}
     */
    read: (text, wishes) => api.table(text, wishes).then(taken, refused),
    /**
     * The description of a network that learns from such samples; null where there is none.
     * @param {Wish} wish
     */
    suggested: (wish) =>
      api
        .suggested(asking(wish))
        .then(({ description }) => description)
        .catch((error) => {
          if (!(error instanceof ApiProblem)) throw error;
          return null;
        }),
    /**
     * Why the loss on the stage could never learn from such samples, its last layer made to fit.
     * @param {Wish} wish
     * @returns {Promise<Flaw[]>}
     */
    async unsuited(wish) {
      const now = network();
      const loss = store.get().stage.checkpoint?.description.network.loss;
      if (!now || !loss) return [];
      const wider = mayFit(wish, now.outputs)
        ? null
        : widened(now.entries, now.kinds, needed(wish));
      const entries = wider ?? now.entries;
      const layers = entries.map((entry) => whole(entry, entries));
      const target = [1, wider ? needed(wish) : now.outputs];
      const tried = await api.fits([{ layers, loss }], [1, ...wish.shape], target, rangeOf(wish));
      return (tried[0] ?? []).filter(({ code }) => code === 'unsuited');
    },
    /**
     * Gives the network these samples; null if it took them, else what was said against the last
     * attempt.
     * @param {Wish} wish
     * @param {{before?: {index: number, kind: string}, begun?: Begun | null}} [network]   a layer
     *   that is put before another one, or the description of a network to take its place
     * @returns {Promise<Flaw[] | null>}
     */
    async use(wish, { before, begun } = {}) {
      const now = network();
      if (!now) return [];
      const taking = before
        ? {
            ...now,
            inserted: true,
            entries: inserted(
              now.entries,
              before.index,
              fresh(before.kind, proposals(now.kinds[before.kind].settings, [])[0]),
            ),
          }
        : now;
      /** @type {Flaw[] | null} */
      let said = [];
      for (const description of attempts(wish, taking, begun)) {
        said = null;
        await act.edit(
          { description },
          {
            refused: ({ errors }) => {
              said = errors;
            },
          },
        );
        if (!said) break;
      }
      return store.get().server.offline ? [] : said;
    },
  };
}
