// @ts-check
/**
 * Points put into the picture by hand: which class the next one has, and where it goes, by pointer
 * or by keyboard.
 */
import { el } from '../../platform/dom.js';
import { icon } from '../../draw/icons.js';
import { withPut } from '../../lib/points.js';
import { createCross } from './cross.js';
import { createNext } from './next-point.js';

/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/charts.js').Axis} Axis */
/** @typedef {{room: Room, across: Axis, up: Axis, curve: boolean}} Place   curve: points have one
 *   input, and their target is their height */

/**
 * @param {HTMLElement} header
 * @param {HTMLElement} area
 * @param {import('../../types.js').Context} context
 */
export function createAdding(header, area, { store, t, act }) {
  /** @type {Place | null} */
  let place = null;
  const toggle = createToggle(t, () => {
    draw();
    if (toggle.isOn()) area.focus();
  });
  header.append(toggle.button);
  const next = createNext({ store, t }, () => {
    draw();
    area.focus();
  });
  const cross = createCross();

  /** @param {number} right @param {number} above   from 0 to 1 */
  const add = (right, above) => {
    const { runs, reader, stage } = store.get();
    const { samples } = runs;
    if (!place || !samples || !stage.checkpoint) return;
    if (right < 0 || right > 1 || above < 0 || above > 1) return;
    const point = { right, above, ...next.chosen() };
    const { test_fraction, standardize } = stage.checkpoint.description.data;
    const data = withPut(samples, place, point, reader.lang);
    act.edit({ description: { data: { ...data, test_fraction, standardize } } });
  };

  area.addEventListener('click', (event) => {
    if (!toggle.isOn() || !place) return;
    const { left, top } = area.getBoundingClientRect();
    const { room } = place;
    add(
      (event.clientX - left - room.left) / (room.right - room.left),
      (room.bottom - event.clientY + top) / (room.bottom - room.top),
    );
  });
  area.addEventListener('keydown', (event) => {
    if (!toggle.isOn() || event.target !== area) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') add(...cross.at());
    else if (event.key === 'Escape') toggle.end();
    else if (!cross.move(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });

  const draw = () => {
    const { runs, reader } = store.get();
    const { samples } = runs;
    const data = samples?.train.x.data && samples.train.target.data;
    const able = Boolean(place && data && !reader.manner.lock);
    const on = able && toggle.isOn();
    toggle.draw(able);
    area.classList.toggle('adding', on);
    area.toggleAttribute('tabindex', on);
    if (on) area.tabIndex = 0;
    next.root.remove();
    cross.mark.remove();
    if (!on || !place || !samples) return;
    next.draw(samples, place.curve);
    area.append(next.root);
    cross.draw(place.room);
    area.querySelector('svg')?.append(cross.mark);
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

/**
 * A button that stays pressed while points are put.
 * @param {import('../../types.js').Translate} t
 * @param {() => void} changed   by a click
 */
function createToggle(t, changed) {
  let on = false;
  const button = el(
    'button',
    {
      class: 'btn',
      dataset: { train: 'points' },
      attrs: { type: 'button' },
      on: {
        click: () => {
          on = !on;
          changed();
        },
      },
    },
    icon('plus'),
  );
  return {
    button,
    isOn: () => on,
    end() {
      on = false;
      button.focus();
    },
    /** @param {boolean} able   there is something to put points into */
    draw(able) {
      button.hidden = !able;
      button.title = t('train.points');
      button.setAttribute('aria-label', t('train.points'));
      button.setAttribute('aria-pressed', String(on));
    },
  };
}
