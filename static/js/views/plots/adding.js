// @ts-check
/**
 * Points put into the picture by hand: which class the next one has, and where it goes, by pointer
 * or by keyboard.
 */
import { clear, el, svg } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { readNumber, writeNumber } from '../../lib/number.js';
import { classesOf, targetOf, withPoint } from '../../lib/points.js';

/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/charts.js').Axis} Axis */
/** @typedef {import('../../types.js').Samples} Samples */
/** @typedef {{room: Room, across: Axis, up: Axis, curve: boolean}} Place */

/** Classes have so many colours. */
const COLOURS = 5;
/** Of the picture's side: how far a key moves the cross. */
const STRIDE = 1 / 32;

/**
 * @param {HTMLElement} header
 * @param {HTMLElement} area
 * @param {import('../../types.js').Context} context
 */
export function createAdding(header, area, { store, t, act }) {
  let on = false;
  let label = 0;
  let height = 0;
  /** @type {Place | null} */
  let place = null;
  /** Where the cross is, from 0 to 1 along both sides. */
  let cross = [0.5, 0.5];
  const button = el(
    'button',
    {
      class: 'btn',
      dataset: { train: 'points' },
      attrs: { type: 'button' },
      on: {
        click: () => {
          on = !on;
          draw();
          if (on) area.focus();
        },
      },
    },
    icon('plus'),
  );
  const kinds = el('div', { class: 'point-kinds' });
  const mark = svg('path', { class: 'cross' });
  header.append(button);
  // choosing a class puts no point
  kinds.addEventListener('click', (event) => event.stopPropagation());

  /** @param {number} share @param {Axis} axis */
  const valueAt = (share, { min, max }) => Number((min + share * (max - min)).toPrecision(4));

  /** @param {number} right @param {number} above   from 0 to 1 */
  const add = (right, above) => {
    const {
      runs: { samples },
      reader: { lang },
      stage: { checkpoint },
    } = store.get();
    if (!place || !samples || !checkpoint || right < 0 || right > 1 || above < 0 || above > 1)
      return;
    const x = valueAt(right, place.across);
    const y = valueAt(above, place.up);
    const width = samples.train.target.shape[1] ?? 1;
    const target =
      samples.train.labels && !place.curve
        ? targetOf(samples, label)
        : Array(width).fill(place.curve ? y : height);
    const { test_fraction, standardize } = checkpoint.description.data;
    act.edit({
      description: {
        data: {
          ...withPoint(samples, place.curve ? [x] : [x, y], target, lang),
          test_fraction,
          standardize,
        },
      },
    });
  };

  area.addEventListener('click', (event) => {
    if (!on || !place) return;
    const { left, top } = area.getBoundingClientRect();
    const { room } = place;
    add(
      (event.clientX - left - room.left) / (room.right - room.left),
      (room.bottom - event.clientY + top) / (room.bottom - room.top),
    );
  });
  area.addEventListener('keydown', (event) => {
    if (!on || event.target !== area || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = {
      ArrowLeft: [-STRIDE, 0],
      ArrowRight: [STRIDE, 0],
      ArrowDown: [0, -STRIDE],
      ArrowUp: [0, STRIDE],
    }[event.key];
    if (by) cross = cross.map((share, k) => Math.max(0, Math.min(1, share + by[k])));
    else if (event.key === 'Enter' || event.key === ' ') add(cross[0], cross[1]);
    else if (event.key === 'Escape') {
      on = false;
      button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });

  const draw = () => {
    const {
      runs: { samples },
      reader: { lang, manner },
    } = store.get();
    const able = Boolean(
      place && samples?.train.x.data && samples.train.target.data && !manner.lock,
    );
    button.hidden = !able;
    button.title = t('train.points');
    button.setAttribute('aria-label', t('train.points'));
    button.setAttribute('aria-pressed', String(on));
    area.classList.toggle('adding', on && able);
    area.toggleAttribute('tabindex', on && able);
    if (on && able) area.tabIndex = 0;
    kinds.remove();
    mark.remove();
    if (!on || !able || !place || !samples) return;
    clear(kinds);
    const count = classesOf(samples);
    if (!place.curve)
      kinds.append(
        ...(count
          ? Array.from({ length: count }, (_, k) =>
              chip(k, samples.classes?.[k]?.[lang] ?? String(k)),
            )
          : [number()]),
      );
    area.append(kinds);
    const { room } = place;
    const [x, y] = [
      room.left + cross[0] * (room.right - room.left),
      room.bottom - cross[1] * (room.bottom - room.top),
    ];
    mark.setAttribute('d', `M${x - 6} ${y}h12M${x} ${y - 6}v12`);
    area.querySelector('svg')?.append(mark);
  };

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
            draw();
            area.focus();
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
    /**
     * Where the picture is now; null where there is none to put points into.
     * @param {Place | null} now
     */
    update(now) {
      place = now;
      draw();
    },
  };
}
