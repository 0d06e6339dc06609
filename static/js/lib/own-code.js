// @ts-check
/** Layers of one's own: which code computes a node, and what the check of its file found. */
import { allowedBy } from './flaw.js';

/** @typedef {import('../answers.js').OwnKind} OwnKind */
/** @typedef {import('../types.js').Checkpoint} Checkpoint */
/** @typedef {import('../types.js').Trace} Trace */
/** @typedef {import('../types.js').Words} Words */

/**
 * @typedef {object} OwnSlip   what is wrong with a gradient of one's own
 * @property {string} gradient   as the file calls it
 * @property {string | null} slip
 * @property {string | null} detail
 * @property {string} file
 * @property {number | null} line
 * @property {Words} said
 *
 * @typedef {{report?: {gradients: Record<string, {ok: boolean, slip: string | null, detail: string
 *   | null}>}, told?: {gradient: string, said: [string, string], line: number | null}[], error?:
 *   [string, string], line?: number | null}} Check   as the server tells it
 */

/** The server follows files of one's own. @param {import('../types.js').Catalog | null} catalog */
export const follows = (catalog) => Boolean(catalog && 'own' in catalog.groups);

/**
 * Whether a step is computed by somebody's own code.
 * @param {import('../types.js').Catalog} catalog
 * @param {Trace} trace
 * @param {import('../types.js').Step} step
 */
export const isOwn = ({ layers }, { nodes }, { node, phase }) =>
  phase !== 'update' && Boolean(layers[nodes.find(({ id }) => id === node)?.kind ?? '']?.code);

/**
 * Whether a checkpoint is computed by code that there is no longer, while there is another.
 * @param {Checkpoint | null} checkpoint
 * @param {OwnKind[]} kinds   as they are now
 */
export const isOutdated = (checkpoint, kinds) =>
  layersOf(checkpoint).some(({ kind, source }) => {
    const version = kinds.find((one) => one.kind === kind)?.version;
    return Boolean(version && source && version !== source);
  });

/** @param {Checkpoint | null} checkpoint */
const layersOf = (checkpoint) => checkpoint?.description.network.layers ?? [];

/**
 * What the checks of the files say of the gradients on the stage: by address.
 * @param {Trace} trace
 * @param {Checkpoint | null} checkpoint
 * @param {OwnKind[]} kinds
 * @returns {Record<string, OwnSlip>}
 */
export function slipsOn(trace, checkpoint, kinds) {
  const layers = layersOf(checkpoint);
  /** @type {Record<string, OwnSlip>} */
  const found = {};
  for (const { node, rule, writes } of trace.steps) {
    const layer = layers[trace.nodes.findIndex(({ id }) => id === node) - 1];
    const kind = kinds.find((one) => one.kind === layer?.kind && one.version === layer.source);
    const slip = kind && slipOf(kind, rule);
    if (slip) found[writes] = slip;
  }
  return found;
}

/**
 * @param {OwnKind} kind
 * @param {string} rule
 * @returns {OwnSlip | null}
 */
function slipOf({ file, check }, rule) {
  const { report, told } = /** @type {Check} */ (check ?? {});
  const gradient = report?.gradients[rule];
  const words = told?.find((one) => one.gradient === rule);
  if (!gradient || gradient.ok || !words) return null;
  const [en, es] = words.said;
  const { slip, detail } = gradient;
  return { gradient: rule, slip, detail, file, line: words.line, said: { en, es } };
}

/**
 * Whether the code of before is gone, and there is other code in its place.
 * @param {import('../types.js').Problem} problem
 */
export const isRenewable = ({ code, errors }) =>
  code === 'kind_changed' && Boolean(errors?.some((flaw) => allowedBy(flaw).version));

/**
 * The checkpoint that can be had by the code of now, where that of before is gone.
 * @param {import('../types.js').Problem} problem
 */
export function renewableOf(problem) {
  const id = isRenewable(problem) && /\/checkpoints\/([^/?]+)/.exec(problem.asked ?? '')?.[1];
  return id ? decodeURIComponent(id) : null;
}

/** In a language, or else in English. @param {Words} words @param {string} lang */
export const spokenIn = (words, lang) =>
  /** @type {Record<string, string>} */ (/** @type {unknown} */ (words))[lang] ?? words.en;
