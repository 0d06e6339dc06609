// @ts-check
/** The networks of a lesson, each made once: where a scene plays, and what it speaks of besides. */
import { idOf } from '../../lib/checkpoint-id.js';
import { settingOf } from '../../lib/lesson.js';

/** @typedef {import('../../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../../lib/lesson.js').Lesson} Lesson */
/** @typedef {import('../../lib/lesson.js').Scene} Scene */
/** @typedef {import('../../lib/lesson.js').Place} Place */

/** @param {Pick<import('../../types.js').Context, 'api'>} context */
export function createPlaces({ api }) {
  /** @type {Map<string, Promise<Checkpoint>>} */
  const starts = new Map();

  /** @param {unknown} description @param {Scene['edit']} edit @param {number} iteration */
  const make = async (description, edit, iteration) => {
    let made = await api.create(description);
    if (edit)
      made = await api.edit(made.id, {
        description: { network: { layers: withInserted(made, edit.insert) } },
      });
    return iteration ? api.checkpoint(idOf(made.base, made.iteration + iteration)) : made;
  };

  /**
   * The checkpoint of a network of the lesson at an iteration; made once.
   * @param {Lesson} lesson
   * @param {Place & {edit?: Scene['edit']}} place
   */
  const placeOf = (lesson, { network, edit, iteration = 0 }) => {
    const key = JSON.stringify([lesson.name, network, edit, iteration]);
    const known = starts.get(key);
    if (known) return known;
    const made = make(lesson.networks[network], edit, iteration);
    starts.set(key, made);
    made.catch(() => starts.delete(key));
    return made;
  };

  return {
    /** The checkpoint at which a scene plays. @param {Lesson} lesson @param {number} index */
    stageOf: (lesson, index) => placeOf(lesson, settingOf(lesson, index)),
    /**
     * What a scene speaks of besides its stage.
     * @param {Lesson} lesson
     * @param {Scene} scene
     * @returns {Promise<import('../../types.js').Beside>}
     */
    besideOf: async (lesson, { before, compare }) => {
      const last = Math.max(...(compare?.iterations ?? [0]));
      const traceOf = async (/** @type {Place} */ place) =>
        api.trace((await placeOf(lesson, place)).id);
      const lossesOf = async (/** @type {Place} */ place) => {
        const { id } = await placeOf(lesson, { ...place, iteration: last });
        return (await api.history(id)).losses;
      };
      const places = compare?.places ?? [];
      const [past, traces, losses] = await Promise.all([
        before ? traceOf(before) : null,
        compare?.what === 'loss' ? [] : Promise.all(places.map(traceOf)),
        compare?.what === 'loss' ? Promise.all(places.map(lossesOf)) : [],
      ]);
      return { before: past, traces, losses };
    },
  };
}

/**
 * The layers as they are, with one more.
 * @param {Checkpoint} checkpoint
 * @param {{after: string, layer: unknown}} insert
 */
function withInserted(checkpoint, { after, layer }) {
  return checkpoint.nodes
    .filter((node) => node.role === 'layer')
    .flatMap((node) => (node.id === after ? [{ from: node.id }, layer] : [{ from: node.id }]));
}
