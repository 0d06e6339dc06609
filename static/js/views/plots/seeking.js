// @ts-check
/** A hand on the curve of the error, by pointer or by keys: the stage goes where it points. */
import { lastOf } from '../../lib/run.js';

/** @typedef {import('../../draw/plot.js').Room} Room */
/** @typedef {import('../../lib/charts.js').Axis} Axis */

/** A page is this part of all iterations. */
const PAGE = 1 / 10;

/**
 * @param {HTMLElement} area
 * @param {import('./loss.js').Context} context
 * @param {() => void} moved   it points at another iteration
 */
export function seekAlong(area, { store, trainer }, moved) {
  /** @type {{room: Room, across: Axis} | null} */
  let place = null;
  /** @type {number | null} */
  let over = null;
  let dragged = false;

  /** The iteration under the pointer. @param {PointerEvent} event */
  const under = ({ clientX }) => {
    if (!place) return 0;
    const { left, right } = place.room;
    const { min, max } = place.across;
    const share = (clientX - area.getBoundingClientRect().left - left) / (right - left);
    return Math.round(min + Math.max(0, Math.min(1, share)) * (max - min));
  };
  area.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    area.setPointerCapture(event.pointerId);
    dragged = true;
    trainer.seek(under(event));
  });
  area.addEventListener('pointermove', (event) => {
    over = under(event);
    if (dragged) trainer.seek(over, true);
    moved();
  });
  for (const name of ['pointerup', 'pointercancel'])
    area.addEventListener(name, () => {
      dragged = false;
    });
  // Who was led there by the pointer steps on from there; who comes with Tab moves along the curve.
  area.addEventListener('pointerup', () =>
    /** @type {HTMLElement | null} */ (document.querySelector('.stage'))?.focus({
      preventScroll: true,
    }),
  );
  area.addEventListener('pointerleave', () => {
    over = null;
    moved();
  });
  area.addEventListener('keydown', (event) => {
    const { runs, stage } = store.get();
    if (!runs.run || !stage.trace || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = keyed(event.key, stage.trace.iteration, lastOf(runs.run));
    if (to === undefined) return;
    event.preventDefault();
    trainer.seek(to);
  });

  return {
    /** The iteration that the pointer is over; null where it is elsewhere. */
    over: () => over,
    /** Where the curve lies now. @param {Room} room @param {Axis} across */
    lies(room, across) {
      place = { room, across };
    },
  };
}

/**
 * Where a key leads, as at every slider.
 * @param {string} key
 * @param {number} here
 * @param {number} last
 * @returns {number | undefined}
 */
function keyed(key, here, last) {
  const page = Math.max(1, Math.round(last * PAGE));
  return {
    ArrowLeft: here - 1,
    ArrowDown: here - 1,
    ArrowRight: here + 1,
    ArrowUp: here + 1,
    PageDown: here - page,
    PageUp: here + page,
    Home: 0,
    End: last,
  }[key];
}
