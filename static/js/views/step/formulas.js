// @ts-check
/**
 * A step's formulas, what they come to in matrices of numbers, and what their letters mean. What
 * the step before has left is turned into them, so that only what differs is laid out.
 */
import { inLines } from '../../draw/lines.js';
import { formula, shapes } from '../../draw/mathml.js';
import { LOSS } from '../../lib/address.js';
import { meaning } from '../../lib/letters.js';
import { nodeName } from '../../lib/names.js';
import { isOwn } from '../../lib/own-code.js';
import { el, liken, renew } from '../../platform/dom.js';
import { fit, fitAsBefore } from './fit.js';
import { createProduct } from './product.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../types.js').Step} Step */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/** Of every step, of this one, of one cell, of all. */
const LINES = 4;

/** @param {Context} context */
export function createFormulas({ store, t, act }) {
  const product = createProduct({ store, t, act });
  const lines = Array.from({ length: LINES }, nothing);
  const whole = nothing();
  const list = el('dl', { class: 'f' }, lines, product.node, whole);
  const letters = el('dl', { class: 'letters' });

  const all = [...lines, whole];
  /** Whose formulas stand there. @type {unknown[]} */
  let standing = [];

  /** @param {HTMLElement[]} wanted   one for each line */
  const put = (wanted) => {
    const known = fitAsBefore(wanted.filter(isThere));
    for (const [k, line] of all.entries()) liken(line, wanted[k]);
    if (!known) fit(all.filter(isThere));
  };

  return {
    nodes: [list, letters],
    /** Where only another number is asked for, the formulas stay. */
    draw() {
      const { stage, server, reader } = store.get();
      const step = stage.trace?.steps[stage.cursor];
      list.hidden = !step?.formula;
      letters.hidden = !step?.legend?.length;
      if (!step || !stage.trace) return;
      const own = isOwn(server.catalog, stage.trace, step);
      const now = [stage.trace, step, reader.lang, own];
      const stay = now.every((one, k) => one === standing[k]);
      standing = now;
      const last = product.draw() || own ? nothing() : shapesOf(step, stage.trace, t);
      if (stay && last.hidden === whole.hidden) return;
      put([...linesOf(step, stage.trace, t, own), last]);
      letters.setAttribute('aria-label', t('step.letters'));
      renew(letters, meanings(step, reader.lang));
    },
  };
}

/** A place that stands empty. */
const nothing = () => el('div', { attrs: { hidden: true } });

/** @param {HTMLElement} line */
const isThere = (line) => !line.hidden;

/** @param {Node} said @param {string} label @param {string} [name] */
const lineOf = (said, label, name) =>
  el('div', { class: name }, el('dt', null, label), el('dd', null, said));

/**
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 * @param {boolean} own   computed by somebody's own code, which has no formula
 */
function linesOf({ formula: said, phase, node }, trace, t, own) {
  const within = node === LOSS ? 'formula.error' : 'formula.layer';
  const labels = [
    t(phase === 'update' ? 'formula.update' : within),
    nodeName(node, trace, t),
    t('formula.cell'),
    t(own ? 'formula.own' : 'formula.all'),
  ];
  return [said?.general, said?.local, said?.cell, said?.all].map((one, k) =>
    one ? lineOf(inLines(formula(one.mathml, trace)), labels[k]) : nothing(),
  );
}

/** @param {Step} step @param {Trace} trace @param {Translate} t */
function shapesOf({ formula: said }, trace, t) {
  const whole = said?.all ? shapes(said.all.mathml, trace) : null;
  return whole ? lineOf(inLines(whole), t('formula.shapes'), 'shapes') : nothing();
}

/**
 * What the letters of the formulas mean here.
 * @param {Step} step
 * @param {import('../../types.js').Lang} lang
 */
const meanings = ({ legend }, lang) =>
  (legend ?? []).map((letter) =>
    el('div', null, el('dt', null, letter.symbol), el('dd', null, meaning(letter, lang))),
  );
