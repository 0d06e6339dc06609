// @ts-check
/** A network in one line: its layers, its error and its optimizer, by their names. */

/** A setting in a sentence: a number has a minus sign, no hyphen. @param {unknown} value */
const typeset = (value) =>
  typeof value === 'number' ? String(value).replace('-', '−') : String(value);

/**
 * @param {import('../../answers.js').Blocks} network
 * @param {Pick<import('../../types.js').State, 'server' | 'reader'>} state
 */
export function networkWords(
  { layers, loss, optimizer },
  { server: { catalog }, reader: { lang } },
) {
  const names = layers.map(({ kind, init: _, ...settings }) =>
    [catalog.layers[kind].title[lang], ...Object.values(settings).map(typeset)].join(' '),
  );
  return [
    names.join(' → '),
    catalog.losses[loss.kind].title[lang],
    `${catalog.optimizers[optimizer.kind].title[lang]}\u00a0α\u00a0=\u00a0${optimizer.lr}`,
  ].join(' · ');
}
