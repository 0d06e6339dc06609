// @ts-check
/**
 * Of a number that somebody's own code computes: where it is computed, and what the code read for
 * it. There is no formula to be shown.
 */
import { el } from '../lib/sketch.js';
import { number } from '../draw/number.js';
import { kindOf } from '../lib/names.js';
import { corner } from '../lib/operands.js';

/** @typedef {import('../draw/number.js').Ink} Ink */

/**
 * @param {NonNullable<import('../types.js').Explanation['code']>} code
 * @param {Ink & {t: import('../types.js').Translate}} ink
 */
export const operands = ({ file, line, written, reads }, ink) =>
  el(
    'div',
    { class: 'operands' },
    el(
      'p',
      { class: 'note' },
      ink.t(written ? 'own.by' : 'own.derived', {
        place: line === null ? file : ink.t('own.place', { file, line }),
      }),
    ),
    el(
      'dl',
      null,
      reads.map((read) => operand(read, ink)),
    ),
  );

/**
 * @param {{name: string, address: string, shape: number[]}} read
 * @param {Ink & {t: import('../types.js').Translate}} ink
 */
function operand({ address, shape }, ink) {
  const rows = corner(shape, ink.trace.tensors[address]?.data ?? null);
  return el(
    'div',
    null,
    el(
      'dt',
      null,
      el(
        'span',
        { class: `chip read ${kindOf(address, ink.trace)}`, dataset: { address } },
        ink.name(address),
        shape.length > 0 && el('span', null, shape.join('×')),
      ),
    ),
    rows &&
      el(
        'dd',
        null,
        el(
          'table',
          null,
          el(
            'tbody',
            null,
            rows.map((row) =>
              el(
                'tr',
                null,
                row.map((one) =>
                  el('td', null, one === null ? '…' : number({ op: 'cell', address, ...one }, ink)),
                ),
              ),
            ),
          ),
        ),
      ),
  );
}
