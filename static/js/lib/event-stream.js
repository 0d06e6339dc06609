// @ts-check
/** Server-sent events, out of text that arrives in pieces. */

/** @typedef {import('../answers.js').Progress} Progress */
/** @typedef {import('../answers.js').PackedPrediction} PackedPrediction */
/**
 * What a training tells of itself, as the page asks for it: packed, but for the losses, which
 * `api.js` has read.
 * @typedef {Omit<Progress, 'losses' | 'predict' | 'outputs' | 'tensors' | 'units'> & {
 *   losses: [number, number][],
 *   predict?: PackedPrediction,
 *   outputs?: PackedPrediction,
 *   tensors?: Record<string, import('../answers.js').PackedTensor>,
 *   units?: Record<string, PackedPrediction>,
 * }} Heard
 */
/**
 * @typedef {{name: 'waiting', data: import('../answers.js').Waiting}
 *   | {name: 'started', data: import('../answers.js').Stopping}
 *   | {name: 'progress', data: Heard}
 *   | {name: 'checkpoint', data: import('../answers.js').Reached}
 *   | {name: 'done', data: import('../answers.js').Done}
 *   | {name: 'error', data: import('../types.js').Problem}} Event
 */
/** @typedef {{name: string, data: unknown}} Raw   as it was sent */

/**
 * A reader that takes a piece of text and says which events are complete now.
 * @returns {(text: string) => Raw[]}
 */
export function createReader() {
  let left = '';
  return (text) => {
    const blocks = (left + text).split('\n\n');
    left = blocks.pop() ?? '';
    return blocks.flatMap((block) => read(block) ?? []);
  };
}

/** @param {string} block @returns {Raw | null} */
function read(block) {
  const lines = block.split('\n');
  const of = (/** @type {string} */ field) =>
    lines
      .filter((line) => line.startsWith(`${field}: `))
      .map((line) => line.slice(field.length + 2));
  const data = of('data').join('\n');
  // else a sign of life
  return data ? { name: of('event')[0] ?? 'message', data: JSON.parse(data) } : null;
}
