// @ts-check
/**
 * The address bar: which checkpoint, which step, which number, which language. The preset stands
 * beside the checkpoint, so that a link still opens when the server has forgotten the checkpoint.
 */
import { readManner, writeManner } from '../lib/link-options.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Cell} Cell */

/**
 * @typedef {object} Wanted
 * @property {string | null} preset
 * @property {string | null} checkpoint
 * @property {number} step
 * @property {Cell | null} cell
 * @property {string | null} lang
 * @property {Cell[]} pins
 * @property {number | null} sample   the row that is followed
 * @property {boolean} training   its own view is looked at, not the steps
 * @property {number} scene   of a lesson, from 0
 * @property {string[]} unread   what stands in the query and says nothing: step=x
 * @property {import('../lib/link-options.js').Manner} manner
 */

/**
 * @param {string} search   such as ?preset=course&step=5&cell=l3.dW,1,0
 * @returns {Wanted}
 */
export function read(search) {
  const query = new URLSearchParams(search);
  const step = Number(query.get('step') ?? -1);
  const unread = [...query].flatMap(([name, text]) =>
    FORMS[name]?.test(text) === false ? `${name}=${text}` : [],
  );
  return {
    preset: query.get('preset'),
    checkpoint: query.get('checkpoint'),
    step: Number.isInteger(step) ? step : -1,
    cell: readCell(query.get('cell')),
    pins: query.getAll('pin').flatMap((pin) => readCell(pin) ?? []),
    sample: /^\d{1,6}$/.test(query.get('sample') ?? '') ? Number(query.get('sample')) : null,
    lang: query.get('lang'),
    training: query.get('view') === 'training',
    scene: Math.max(0, Math.trunc(Number(query.get('scene') ?? 1)) - 1 || 0),
    unread,
    manner: readManner(query),
  };
}

/** What these parts of a query look like. @type {Record<string, RegExp>} */
const FORMS = {
  step: /^-?\d+$/,
  cell: /^[\w:.]+(,\d+)*$/,
  pin: /^[\w:.]+(,\d+)*$/,
  sample: /^\d{1,6}$/,
  scene: /^\d+$/,
  view: /^(training|steps)$/,
};

/** Whether a path is that of the list of lessons. @param {string} path */
export const isList = (path) => /^\/lessons\/?$/.test(path);

/** The lesson that a path such as /lessons/backpropagation names. @param {string} path */
export const lessonOf = (path) => /^\/lessons\/([^/]+)\/?$/.exec(path)?.[1] ?? null;

/** The path and the query that reopen exactly this. @param {Parameters<typeof write>[0]} state */
export const address = (state) =>
  (state.teaching.lesson ? `/lessons/${state.teaching.lesson.plot.name}` : '/') + write(state);

/**
 * The query that reopens exactly this.
 * @param {Pick<State, 'stage' | 'focus' | 'reader' | 'teaching' | 'runs'>} state
 */
export function write({
  stage: { preset, checkpoint, cursor },
  focus: { selection, pins, sample },
  reader: { lang, manner },
  teaching: { lesson },
  runs: { learning },
}) {
  const query = new URLSearchParams();
  if (lesson) query.set('scene', String(lesson.index + 1));
  if (preset) query.set('preset', preset);
  if (checkpoint) query.set('checkpoint', checkpoint.id);
  query.set('step', String(cursor));
  if (learning) query.set('view', 'training');
  if (selection && !selection.auto) query.set('cell', cellText(selection));
  for (const pin of pins) query.append('pin', cellText(pin));
  if (sample !== null) query.set('sample', String(sample));
  query.set('lang', lang);
  writeManner(query, manner);
  return `?${query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/** @param {Cell} cell */
const cellText = ({ address, at }) => [address, ...at].join(',');

/**
 * @param {string | null} text
 * @returns {Cell | null}
 */
function readCell(text) {
  if (!text) return null;
  const [address, ...at] = text.split(',');
  const indices = at.map(Number);
  return indices.every((index) => Number.isInteger(index) && index >= 0)
    ? { address, at: indices }
    : null;
}
