// @ts-check
/** A slider over a range around the selected number, which follows it. */
import { writeNumber } from '../../lib/number.js';
import { rangeAround } from '../../lib/touching.js';
import { el } from '../../platform/dom.js';

/** @typedef {import('../../types.js').Context} Context */

/**
 * @param {Context} context
 * @param {{moved: (written: string) => void, rested: () => void}} heard   `moved` with the number
 *   under the hand, `rested` once the last one has been set
 */
export function createSlider({ store, t, act }, { moved, rested }) {
  const input = el('input', { attrs: { type: 'range' } });
  /** @type {ReturnType<Context['act']['sweep']> | null} */
  let sweep = null;

  /** @param {string} written */
  const say = (written) => input.setAttribute('aria-valuetext', written);

  input.addEventListener('input', () => {
    const { selection } = store.get().focus;
    const next = Number(input.value);
    if (!selection) return;
    sweep ??= act.sweep(selection);
    moved(writeNumber(next));
    say(writeNumber(next));
    sweep.to(next);
  });
  input.addEventListener('change', async () => {
    const last = sweep?.to(Number(input.value));
    sweep = null;
    await last;
    rested();
  });

  return {
    input,
    /** It is being moved. */
    moves: () => sweep !== null,
    /** @param {number} now @param {string} name */
    show(now, name) {
      const { min, max, step } = rangeAround(now);
      Object.assign(input, { min, max, step, value: now });
      input.setAttribute('aria-label', t('touch.slider', { name }));
      say(writeNumber(now));
    },
  };
}
