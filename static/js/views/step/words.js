// @ts-check
/** What is said of a step: where in the iteration it is, its sentence, what it reads and writes. */
import { iconSketch } from '../../draw/icons.js';
import { fixed } from '../../lib/format.js';
import { largest } from '../../lib/largest.js';
import { cell, kindOf, nodeName, seenFrom, text } from '../../lib/names.js';
import { pieces, spoken } from '../../lib/sentence.js';
import { el } from '../../lib/sketch.js';
import { tokens } from './chips.js';

/** @typedef {import('../../types.js').Step} Step */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * @typedef {object} Said
 * @property {Translate} t
 * @property {import('../../types.js').Lang} lang
 * @property {string} warning          said where the numbers break down
 * @property {string | null} frozen    what the gradient that is computed will not change
 * @property {boolean} locked          whether nothing may be changed here
 */

/** Before the first step. @param {Trace} trace @param {Translate} t */
export const begun = (trace, t) => [
  el(
    'header',
    null,
    el('span'),
    el('span', null, t('step.of', { n: 0, count: trace.steps.length })),
  ),
  el('h2', { class: 'step-name' }, t('step.none')),
  el('p', { class: 'say' }, t('step.none.say')),
];

/**
 * @param {Step} step
 * @param {Trace} trace
 * @param {Said} how
 */
export const wordsOf = (step, trace, { t, lang, warning, frozen, locked }) => [
  header(step, trace, t),
  el('h2', { class: 'step-name' }, text(step.writes, trace)),
  say(step, lang, trace),
  warning && el('p', { class: 'say warning' }, warning),
  frozen && frozenNote(text(frozen, trace), locked ? null : frozen, t),
  tokens(step, trace, t),
];

/**
 * The same in one line, for who does not see it.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Said} how
 */
export const spokenOf = (step, trace, { t, lang, warning, frozen }) =>
  [
    t('step.of', { n: step.index + 1, count: trace.steps.length }),
    text(step.writes, trace),
    spoken(step.sentence[lang], (address) => seenFrom(address, step.node, trace)),
    frozen && t('step.frozen', { name: text(frozen, trace) }),
    warning,
  ]
    .filter(Boolean)
    .join('. ');

/**
 * A gradient that is computed, and that no update uses.
 * @param {string} name
 * @param {string | null} thaws   what can be set free here
 * @param {Translate} t
 */
const frozenNote = (name, thaws, t) =>
  el(
    'p',
    { class: 'say frozen-note' },
    iconSketch('frozen'),
    el(
      'span',
      null,
      t('step.frozen', { name }),
      ' ',
      thaws &&
        el(
          'button',
          { class: 'more', dataset: { thaw: thaws }, attrs: { type: 'button' } },
          t('step.thaw', { name }),
        ),
    ),
  );

/** @param {Step} step @param {Trace} trace @param {Translate} t */
function header(step, trace, t) {
  const phase = t(`phase.${step.phase}`);
  const block = nodeName(step.node, trace, t);
  return el(
    'header',
    null,
    el('span', { class: 'badge' }, phase === block ? phase : `${phase} · ${block}`),
    el('span', null, t('step.of', { n: step.index + 1, count: trace.steps.length })),
  );
}

/** @param {Step} step @param {import('../../types.js').Lang} lang @param {Trace} trace */
const say = (step, lang, trace) =>
  el(
    'p',
    { class: 'say' },
    pieces(step.sentence[lang]).map(({ text: words, address, strong }) => {
      const inner = address
        ? el(
            'span',
            { class: `tok ${kindOf(address, trace)}`, dataset: { address } },
            seenFrom(address, step.node, trace),
          )
        : words;
      return strong ? el('b', null, inner) : inner;
    }),
  );

/**
 * The first step that writes what is no number.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
export function brokenSentence(step, trace, t) {
  const at = largest(trace.tensors[step.writes]);
  const { data } = trace.tensors[step.writes];
  const value = data?.find((number) => !Number.isFinite(number));
  return t('step.nan', {
    name: cell(step.writes, at, trace) + (value === undefined ? '' : ` = ${fixed(value)}`),
  });
}
