// @ts-check
/** What is said of a training in words: how it goes, how it has ended, what it is to stop for. */
import { gradientOf } from '../../lib/address.js';
import { near } from '../../lib/format.js';
import { nodeName, text } from '../../lib/names.js';
import { writeNumber } from '../../lib/number.js';
import { lookOf } from '../../lib/picture.js';
import { readingOf } from '../../lib/pictures.js';

/** @typedef {import('../../types.js').State} State */
/** @typedef {import('../../types.js').Translate} Translate */

/** How a training can have ended that is worth knowing at its other iterations too. */
const LASTING = ['diverged', 'lost'];

/**
 * How the last training has ended; null where that is of no interest at what is shown.
 * @param {State} state
 * @param {Translate} t
 */
export function endedIn({ runs: { ended, training }, stage: { trace, checkpoint } }, t) {
  if (training || !ended) return null;
  if (checkpoint?.id !== ended.id && !LASTING.includes(ended.reason)) return null;
  const { reason, iteration, cause, why, loss, until = [] } = ended;
  const condition = cause?.condition === 'loss_below' ? null : cause?.condition;
  const name = cause && trace ? text(cause.address, trace) : '';
  const how = condition ?? (why?.at_once ? 'at_once' : reason);
  const bound = boundOf(until, cause?.condition, t);
  const found = near(loss ?? NaN, 4);
  const said = [t(`train.ended.${how}`, { k: iteration + 1, name, loss: found, bound })];
  if (cause && trace && why)
    said.push(
      t(cause.step === null ? 'train.cause.given' : 'train.cause', {
        k: cause.iteration + 1,
        step: (cause.step ?? 0) + 1,
        name,
      }),
    );
  if (cause && trace && why && cause.step !== null)
    said.push(t(`train.why.${why.what}`), ...(why.smaller_steps ? [t('train.smaller')] : []));
  return {
    words: said.join(' '),
    bad: ['diverged', 'lost'].includes(reason) || condition === 'nonfinite',
    opens: Boolean(cause && cause.step !== null && checkpoint?.id === ended.id),
  };
}

/**
 * The number at which it was to stop, as it was given when it began.
 * @param {import('../../lib/until.js').Chosen[]} until
 * @param {string | null | undefined} condition
 * @param {Translate} t
 */
function boundOf(until, condition, t) {
  const value = until.find((one) => one.condition === condition)?.value ?? null;
  return value === null ? t('train.asked') : boundWords({ condition: condition ?? '', value });
}

/** A share is read in percent. @param {import('../../lib/until.js').Chosen} chosen */
const boundWords = ({ condition, value }) =>
  value === null || value === undefined
    ? ''
    : writeNumber(condition === 'accuracy_above' ? 100 * value : value);

/**
 * A sentence for who does not see it.
 * @param {State} state
 * @param {Translate} t
 */
export function saidOf(state, t) {
  const { iteration, error, test, right, batch } = readingOf(state);
  const parts = [
    t('learn.said', { k: iteration + 1, loss: near(error ?? batch, 3) }),
    test === null ? '' : t('learn.said.test', { loss: near(test, 3) }),
    right === null ? '' : t('learn.said.right', { share: Math.round(100 * right) }),
  ];
  return parts.filter(Boolean).join(' ');
}

/**
 * What a condition is called beside the button.
 * @param {import('./desk.js').Stop} stop
 * @param {import('../../types.js').Trace | null} trace
 * @param {Translate} t
 */
export function chipOf({ condition, value, of }, trace, t) {
  const dead = condition === 'dead';
  const any = t(dead ? 'learn.any.unit' : 'learn.any.gradient');
  const meant = (/** @type {string} */ address) =>
    dead && trace ? nodeName(address, trace, t) : text(gradientOf(address), trace);
  return t(`learn.chip.${condition}`, {
    value: boundWords({ condition, value }),
    name: of ? meant(of) : any,
  });
}

/**
 * What a large picture is called: it depends on the samples.
 * @param {import('../../lib/pictures.js').Picture} picture
 * @param {State} state
 * @param {Translate} t
 */
export function pictureName(picture, { runs: { samples } }, t) {
  if (picture === 'plane' && lookOf(samples) === 'curve') return t('learn.curve');
  if (picture === 'classes' && !samples?.train.labels) return t('learn.targets');
  return t(`learn.${picture}`);
}
