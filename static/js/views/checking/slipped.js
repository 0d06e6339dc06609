// @ts-check
/** What slipped in gradients of one's own, where, once for all that one function computes. */
import { text } from '../../lib/names.js';
import { slipsOn } from '../../lib/own-code.js';
import { toldOf } from '../../lib/slip-words.js';
import { verdictOf } from '../../lib/verdicts.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../lib/own-code.js').OwnSlip} OwnSlip */

/**
 * @param {import('../../types.js').State} state
 * @param {import('../../types.js').Translate} t
 * @param {string} [only]   of one gradient
 */
export function slipped({ stage, gradients, server, reader }, t, only) {
  const { trace, checkpoint } = stage;
  const { check } = gradients;
  if (!trace || !check) return [];
  const slips = slipsOn(trace, checkpoint, server.own);
  const wrong = Object.keys(slips).filter(
    (address) => check.tensors[address] && verdictOf(check.tensors[address]) === 'wrong',
  );
  const shown = only ? wrong.filter((address) => address === only) : wrong;
  const places = new Set(shown.map((address) => placeOf(slips[address])));
  return [...places].map((place) => {
    const here = shown.filter((address) => placeOf(slips[address]) === place);
    return el(
      'p',
      { class: 'slipped' },
      el('b', null, here.map((address) => text(address, trace)).join(', ')),
      ` ${toldOf(slips[here[0]], reader.lang, t)}`,
    );
  });
}

/** @param {OwnSlip} slip */
const placeOf = ({ file, gradient }) => `${file},${gradient}`;
