// @ts-check
/** What a step reads, the one tensor that it writes, and what it puts into memory. */
import { kindOf, parts, seenFrom, text } from '../../lib/names.js';
import { el } from '../../lib/sketch.js';

/** @typedef {import('../../types.js').Step} Step */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/**
 * What the step reads, and the one tensor that it writes.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
export function tokens(step, trace, t) {
  const reads = [...new Set(Object.values(step.reads))];
  return el(
    'dl',
    { class: 'io' },
    reads.length > 0 && [
      el('dt', null, t('step.reads')),
      el(
        'dd',
        null,
        reads.map((address) => chip({ address, role: 'read' }, step, trace, t)),
      ),
    ],
    el('dt', null, t('step.writes')),
    el('dd', null, chip({ address: step.writes, role: 'write' }, step, trace, t)),
    Object.keys(step.stores ?? {}).length > 0 && stored(step, trace, t),
  );
}

/**
 * What the step puts into memory, and for which gradients.
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
const stored = (step, trace, t) => [
  el('dt', null, t('step.stores')),
  el(
    'dd',
    null,
    Object.entries(step.stores ?? {}).map(([address, readers]) =>
      el(
        'span',
        { class: `chip store ${kindOf(address, trace)}`, dataset: { address } },
        seenFrom(address, step.node, trace),
        el(
          'span',
          null,
          t('step.stores.for', {
            names: readers.map((reader) => seenFrom(reader, step.node, trace)).join(', '),
          }),
        ),
      ),
    ),
  ),
];

/**
 * @param {{address: string, role: 'read' | 'write'}} part   of the step
 * @param {Step} step
 * @param {Trace} trace
 * @param {Translate} t
 */
function chip({ address, role }, step, trace, t) {
  const { shape } = trace.tensors[address];
  const onShelf = role === 'read' && trace.memory[address]?.includes(step.writes);
  const name =
    role === 'read' ? seenFrom(address, step.node, trace) : twoNames(address, step, trace);
  const aside = [
    onShelf && t('step.memory'),
    parts(address, trace).next && t('step.new'),
    !onShelf && shape.join('×'),
  ]
    .filter(Boolean)
    .join(' ');
  return el(
    'span',
    { class: `chip ${role} ${kindOf(address, trace)}`, dataset: { address } },
    name,
    aside && el('span', null, aside),
  );
}

/**
 * A layer's ∂E/∂x is ∂E/∂y of the one before.
 * @param {string} address
 * @param {Step} step
 * @param {Trace} trace
 */
function twoNames(address, step, trace) {
  const mine = seenFrom(address, step.node, trace);
  const own = text(address, trace);
  return mine === own ? own : `${mine} = ${own}`;
}
