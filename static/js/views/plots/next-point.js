// @ts-check
/** What the next point is to be: of which class, or with which number as its target. */
import { el } from '../../platform/dom.js';
import { readNumber, writeNumber } from '../../lib/number.js';
import { classesOf } from '../../lib/points.js';

/** Classes have so many colours. */
const COLOURS = 5;

/**
 * @param {Pick<import('../../types.js').Context, 'store' | 't'>} context
 * @param {() => void} chosen   another class is
 */
export function createNext({ store, t }, chosen) {
  let label = 0;
  let height = 0;
  const root = el('div', {
    class: 'point-kinds',
    on: { click: (/** @type {Event} */ event) => event.stopPropagation() }, // it puts no point
  });

  /** @param {number} k @param {string} name */
  const chip = (k, name) =>
    el(
      'button',
      {
        class: `c${k % COLOURS}`,
        attrs: {
          type: 'button',
          title: name,
          'aria-label': name,
          'aria-pressed': String(k === label),
        },
        on: {
          click: () => {
            label = k;
            chosen();
          },
        },
      },
      String(k),
    );

  const number = () => {
    const input = el('input', {
      attrs: {
        type: 'text',
        inputmode: 'decimal',
        value: writeNumber(height),
        'aria-label': t('train.points.target'),
        title: t('train.points.target'),
      },
      on: {
        change: () => {
          const read = readNumber(input.value);
          input.setAttribute('aria-invalid', String(read === null));
          height = read ?? height;
        },
      },
    });
    return input;
  };

  return {
    root,
    chosen: () => ({ label, height }),
    /** @param {import('../../types.js').Samples} samples @param {boolean} curve */
    draw(samples, curve) {
      const { lang } = store.get().reader;
      const chips = Array.from({ length: classesOf(samples) }, (_, k) =>
        chip(k, samples.classes?.[k]?.[lang] ?? String(k)),
      );
      const choice = chips.length ? chips : [number()];
      root.replaceChildren(...(curve ? [] : choice));
    },
  };
}
