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
import { el, saidBy } from '../../lib/sketch.js';
import { el as made, hide } from '../../platform/dom.js';
import { redraw } from '../../platform/redraw.js';
import { fit, fitBefore } from './fit.js';
import { createProduct } from './product.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {import('../../lib/sketch.js').Sketch} Sketch */
/** @typedef {import('../../types.js').Step} Step */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} said    what it is known by: its source, or its words
 * @property {Sketch} drawn
 * @property {string} [name]
 */

/** @param {Context} context */
export function createFormulas({ store, t, act }) {
  const product = createProduct({ store, t, act });
  const list = made('dl', { class: 'f' });
  const letters = made('dl', { class: 'letters' });
  /** Whose formulas stand there, and which lines. @type {unknown[]} */
  let standing = [];
  /** @type {(Line | null)[]} */
  let lines = [];

  /** @param {string[]} looks   of the lines that are there */
  const put = (looks) => {
    let k = 0;
    const all = lines.map((line) => lineOf(line, line ? looks[k++] : ''));
    redraw(list, all.slice(0, -1), product.node, all.slice(-1));
  };

  /** The lines that are there, as they stand. */
  const there = () =>
    /** @type {HTMLElement[]} */ ([...list.children]).filter(
      (line) => line !== product.node && !line.hidden,
    );

  return {
    nodes: [list, letters],
    /** Where only another number is asked for, the formulas stay. */
    draw() {
      const { stage, server, reader } = store.get();
      const step = stage.trace?.steps[stage.cursor];
      hide(list, !step?.formula);
      hide(letters, !step?.legend?.length);
      if (!step || !stage.trace) return;
      const own = isOwn(server.catalog, stage.trace, step);
      const now = [stage.trace, step, reader.lang, own];
      const stay = now.every((one, k) => one === standing[k]);
      const last = product.draw() || own ? null : shapesOf(step, stage.trace, t);
      if (stay && !last === !lines.at(-1)) return;
      standing = now;
      lines = [...linesOf(step, stage.trace, t, own), last];
      const said = lines.map((line) => line && `${line.label} ${line.said}`).join(' ');
      const looks = fitBefore(said);
      put(looks ?? []);
      if (!looks) fit(said, () => (standing === now ? there() : []), put);
      redraw(letters, meanings(step, reader.lang));
      named(letters, t('step.letters'));
    },
  };
}

/** @param {Element} node @param {string} label */
function named(node, label) {
  if (node.getAttribute('aria-label') !== label) node.setAttribute('aria-label', label);
}

/**
 * A line as wide as its look says; a place that stands empty.
 * @param {Line | null} line @param {string} [look]
 */
function lineOf(line, look = '') {
  if (!line) return el('div', { attrs: { hidden: true } });
  const { label, drawn, name } = line;
  const classes = [name, look.includes('stacked') && 'stacked'].filter(Boolean).join(' ');
  const said = [look.startsWith('long') && 'long', look.includes('wraps') && 'wraps'];
  return el(
    'div',
    { class: classes },
    el('dt', null, label),
    el(
      'dd',
      {
        class: said.filter(Boolean).join(' '),
        // what scrolls can be scrolled by keys; what does not is no stop
        attrs: { tabindex: look.endsWith('scrolls') ? 0 : -1 },
      },
      drawn,
    ),
  );
}

/**
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 * @param {boolean} own   computed by somebody's own code, which has no formula
 * @returns {(Line | null)[]}   of every step, of this one, of one cell, of all
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
    one ? { label: labels[k], said: one.mathml, drawn: inLines(formula(one.mathml, trace)) } : null,
  );
}

/** @param {Step} step @param {Trace} trace @param {Translate} t @returns {Line | null} */
function shapesOf({ formula: said }, trace, t) {
  const whole = said?.all ? shapes(said.all.mathml, trace) : null;
  if (!whole) return null;
  const drawn = inLines(whole);
  return { label: t('formula.shapes'), said: saidBy(drawn), drawn, name: 'shapes' };
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
