// @ts-check
/** A lesson's sentences, with the names and the numbers of the stage. */
import { inWords, numberAt, readSlot } from '../../lib/lesson.js';
import { kindOf, seenFrom, text } from '../../lib/names.js';
import { pieces } from '../../lib/sentence.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Trace} Trace */

/**
 * Words with the names and the numbers of the stage.
 * @param {string} sentence
 * @param {Trace | null} trace
 * @param {Trace | null} [before]
 */
export const words = (sentence, trace, before = null) =>
  pieces(sentence).map(({ text: plain, address: slot, strong }, k, all) => {
    const inner = slot
      ? filled(slot, trace, before, /[·+−/] ?$/.test(all[k - 1]?.text ?? ''))
      : plain
          ?.split(/\*([^*]+)\*/)
          .map((part, q) => (q % 2 ? el('em', null, part) : together(part)));
    return strong ? el('b', null, inner) : inner;
  });

/** A derivative and a product stay in one line. @param {string} plain */
const together = (plain) => plain.replaceAll(' · ', '\u00a0·\u00a0').replaceAll('/∂', '/\u2060∂');

/**
 * @param {string} slot
 * @param {Trace | null} trace
 * @param {Trace | null} before
 * @param {boolean} operand   after an operator, a negative number needs brackets
 */
function filled(slot, trace, before, operand) {
  const { address, at, from, before: past } = readSlot(slot);
  const source = past ? before : trace;
  const kind = kindOf(address, trace);
  if (!at)
    return el(
      'span',
      { class: `tok ${kind}`, dataset: { address } },
      from && trace ? seenFrom(address, from, trace) : text(address, trace),
    );
  const value = source && address in source.tensors ? numberAt(source, address, at) : NaN;
  const number = el(
    'span',
    {
      class: 'number',
      dataset: { slot, address, at: at.join(','), ...(past ? { past: '' } : {}) },
    },
    Number.isNaN(value) ? '…' : inWords(value),
  );
  return operand && value < 0 ? ['(', number, ')'] : number;
}
