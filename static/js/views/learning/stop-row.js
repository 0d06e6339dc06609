// @ts-check
/** One condition at which a training may stop: whether it does, at which number, of what. */
import { el } from '../../platform/dom.js';
import { gradientOf } from '../../lib/address.js';
import { nodeName, text } from '../../lib/names.js';
import { writeNumber } from '../../lib/number.js';
import { hiddenOf, parametersOf, VALUED } from '../../lib/until.js';

/** @typedef {import('./desk.js').Stop} Stop */
/** @typedef {import('./stop-fields.js').Fields} Fields */
/** @typedef {import('../../types.js').Trace} Trace */
/** @typedef {import('../../types.js').Translate} Translate */

/** Is read in percent. */
const SHARE = 'accuracy_above';
/** Is of a layer; what begins with `norm` is of a gradient. */
const DEAD = 'dead';

/**
 * @param {Stop} stop   is changed by the row
 * @param {{trace: Trace | null, t: Translate, fields: Fields}} with
 * @param {() => void} changed   it is chosen, or not any more
 */
export function stopRow(stop, { trace, t, fields }, changed) {
  const { condition } = stop;
  const box = el('input', {
    dataset: { stop: condition },
    attrs: { type: 'checkbox', id: `stop-${condition}` },
    on: {
      change: () => {
        choose(box.checked);
        changed();
      },
    },
  });
  const choose = (/** @type {boolean} */ on) => {
    stop.on = box.checked = on;
    row.classList.toggle('on', on);
  };
  const sized = condition.startsWith('norm');
  const row = el(
    'div',
    { class: 'stop-row' },
    box,
    el('label', { attrs: { for: `stop-${condition}` } }, t(`learn.when.${condition}`)),
    (sized || condition === DEAD) && whose(stop, { trace, t, fields }),
    sized && el('span', null, t(`learn.bound.${condition}`)),
    VALUED.includes(condition) && bound(stop, { t, fields }, () => choose(true)),
    condition === SHARE && el('span', null, '%'),
  );
  choose(stop.on);
  return row;
}

/**
 * The number at which it stops; who gives one wants it.
 * @param {Stop} stop
 * @param {{t: Translate, fields: Fields}} with
 * @param {() => void} given
 */
function bound(stop, { t, fields }, given) {
  const { condition, value } = stop;
  const parts = condition === SHARE ? 100 : 1;
  const known = value === null || value === undefined ? '' : writeNumber(parts * value);
  return fields.number(`bound-${condition}`, t(`learn.when.${condition}`), known, (number) => {
    if (number === null || (condition === SHARE && (number < 0 || number > 100))) return false;
    stop.value = number / parts;
    given();
    return true;
  });
}

/**
 * The layer, or the gradient, that it watches; any of them.
 * @param {Stop} stop
 * @param {{trace: Trace | null, t: Translate, fields: Fields}} with
 */
function whose(stop, { trace, t, fields }) {
  const dead = stop.condition === DEAD;
  const name = t(dead ? 'learn.layer' : 'learn.gradient');
  return fields.choice(
    { key: `of-${stop.condition}`, name, now: stop.of ?? '' },
    [['', t(dead ? 'learn.any.layer' : 'learn.any.gradient')], ...offersOf(dead, trace, t)],
    (value) => {
      stop.of = value || undefined;
    },
  );
}

/**
 * The layers that may have a dead unit, or the gradients.
 * @param {boolean} dead
 * @param {Trace | null} trace
 * @param {Translate} t
 * @returns {[string, string][]}
 */
const offersOf = (dead, trace, t) =>
  dead
    ? hiddenOf(trace).map((id) => [id, trace ? nodeName(id, trace, t) : id])
    : parametersOf(trace).map((name) => [name, text(gradientOf(name), trace)]);
