// @ts-check
/** What the panel of a guess says: which cell is asked for, how, what the last guess was told. */
import { icon } from '../../draw/icons.js';
import { toldWords, wantedDecimals } from '../../lib/guess.js';
import { cell as cellName, nodeName, seenFrom } from '../../lib/names.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */
/** @typedef {import('../../types.js').Cell} Cell */
/** @typedef {import('../../lib/guess.js').Guessing} Guessing */

/** @param {string | null} node   whose turn it is in the network @param {Translate} t */
export const header = (node, t) =>
  el(
    'header',
    null,
    el('span', { class: 'badge' }, t('guess.turn')),
    node !== null && el('span', null, node),
  );

/** @param {string} right   the number that was guessed @param {Translate} t */
export const praise = (right, t) =>
  el(
    'p',
    { class: 'right', attrs: { role: 'status' } },
    icon('check'),
    el('span', null, el('b', null, t('guess.right')), ` ${right}`),
  );

/**
 * @param {{trace: Trace, cursor: number, cell: Cell, guess: Guessing, own: boolean}} asked   own:
 *   somebody's own code computes it
 * @param {HTMLInputElement} input
 * @param {{t: Translate, lang: string}} words
 * @param {{check: (event: SubmitEvent) => void, hint: () => void, show: () => void}} acts
 */
export function question({ trace, cursor, cell, guess, own }, input, { t, lang }, acts) {
  const name = cellName(cell.address, cell.at, trace);
  const where = t(own ? 'guess.where.own' : 'guess.where');
  const how = t(cell.at.length ? 'guess.how' : 'guess.how.one', {
    where,
    n: wantedDecimals(trace, cell.address),
  });
  return [
    el('h3', { class: 'step-name' }, `${name} = ?`),
    el('p', { class: 'note' }, how),
    el(
      'form',
      { class: 'guess-row', on: { submit: acts.check } },
      input,
      el('button', { class: 'btn solid', attrs: { type: 'submit' } }, t('guess.check')),
    ),
    told(guess, t, lang),
    el(
      'div',
      { class: 'guess-row' },
      el(
        'button',
        {
          class: 'btn outlined',
          attrs: { type: 'button', 'aria-pressed': String(guess.hint) },
          on: { click: acts.hint },
        },
        t('guess.hint'),
      ),
      el(
        'button',
        { class: 'btn outlined', attrs: { type: 'button' }, on: { click: acts.show } },
        t('guess.show'),
      ),
    ),
    guess.hint
      ? el(
          'p',
          { class: 'note' },
          t(own ? 'guess.marked.own' : 'guess.marked', { names: reads(trace, cursor) }),
        )
      : '',
  ];
}

/** @param {Guessing} guess @param {Translate} t @param {string} lang */
const told = (guess, t, lang) =>
  el(
    'div',
    { class: 'told', attrs: { id: 'guess-told', role: 'status' } },
    guess.told && [
      icon('warn'),
      el('p', null, el('b', null, t('guess.wrong')), ' ', toldWords(guess.told, t, lang)),
    ],
  );

/** @param {Trace} trace @param {number} cursor @param {Translate} t */
export const nodeAt = (trace, cursor, t) => nodeName(trace.steps[cursor].node, trace, t);

/**
 * What the step reads, by the names that its block has for them.
 * @param {Trace} trace
 * @param {number} cursor
 */
const reads = (trace, cursor) =>
  [...new Set(Object.values(trace.steps[cursor].reads))]
    .map((address) => seenFrom(address, trace.steps[cursor].node, trace))
    .join(', ');
