// @ts-check
/** What holds for any layer, told while the network is being built. */
import { formula } from '../../draw/mathml.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').Trace} Trace */

/**
 * The formulas that hold for any layer, as the steps tell them.
 * @param {Trace} trace
 * @param {Context['t']} t
 */
export function knowing(trace, t) {
  const layers = new Set(trace.nodes.filter(({ role }) => role === 'layer').map(({ id }) => id));
  const found = new Map(
    trace.steps
      .filter(
        ({ node, phase }) => layers.has(node) && (phase === 'forward' || phase === 'backward'),
      )
      .flatMap(({ formula: lines, phase }) =>
        lines?.general ? [[lines.general.mathml, phase]] : [],
      ),
  );
  const lines = [...found]
    .slice(0, 3)
    .map(([mathml, phase]) =>
      el('div', null, el('dd', null, formula(mathml, null)), el('dt', null, t(`phase.${phase}`))),
    );
  return [
    el('h4', null, t('build.know')),
    lines.length > 0 && el('dl', { class: 'know' }, lines),
    el('p', { class: 'help' }, t('build.neighbours')),
    el('p', { class: 'help' }, t('build.keeps')),
  ].filter((part) => part !== false);
}
