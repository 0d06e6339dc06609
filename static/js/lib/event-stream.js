// @ts-check
/** Server-sent events, out of text that arrives in pieces. */

/** @typedef {{name: string, data: any}} Event */

/**
 * A reader that takes a piece of text and says which events are complete now.
 * @returns {(text: string) => Event[]}
 */
export function createReader() {
  let left = '';
  return (text) => {
    const blocks = (left + text).split('\n\n');
    left = blocks.pop() ?? '';
    return blocks.flatMap((block) => read(block) ?? []);
  };
}

/** @param {string} block @returns {Event | null} */
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
