// @ts-check
/** The selected cell dragged sideways: its number follows the pointer, and Escape takes it back. */
import { dragged } from '../../lib/touching.js';
import { settable, valueNow } from './selected.js';

/** @typedef {import('../../types.js').Context} Context */

/** A pointer that moves less than this, in pixels, has clicked. */
const STILL = 4;

/**
 * @typedef {object} Drag
 * @property {number} x        where it began
 * @property {number} start    the number there
 * @property {import('../../types.js').Cell} cell
 * @property {number} pointer
 * @property {ReturnType<Context['act']['sweep']> | null} sweep   null until it has moved
 */

/**
 * @param {HTMLElement} root   the stage
 * @param {Context} context
 * @param {import('./field.js').Field} field
 */
export function letDrag(root, { store, act }, field) {
  /** @type {Drag | null} */
  let drag = null;
  /** The click that ends a drag is none. */
  let swallow = false;

  /** @param {number} next */
  const move = (next) => {
    field.follow(next);
    drag?.sweep?.to(next).then(field.place);
  };
  const end = () => {
    if (!drag?.sweep) return;
    field.rest();
    root.classList.remove('dragging');
    swallow = true;
    drag = null;
  };

  root.addEventListener('pointerdown', (event) => {
    swallow = false;
    drag = begun(event, store);
  });
  root.addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const by = event.clientX - drag.x;
    if (!drag.sweep && Math.abs(by) < STILL) return;
    if (!drag.sweep) {
      drag.sweep = act.sweep(drag.cell);
      root.setPointerCapture(event.pointerId); // the cell itself will be drawn anew
      root.classList.add('dragging');
    }
    move(dragged(drag.start, by, event.shiftKey));
  });
  root.addEventListener('pointerup', () => end());
  root.addEventListener('pointercancel', () => {
    if (drag?.sweep) move(drag.start);
    end();
  });
  const giveUp = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape' || !drag?.sweep) return;
    event.stopPropagation();
    move(drag.start);
    end();
  };
  root.addEventListener('keydown', giveUp, true);
  const click = (/** @type {MouseEvent} */ event) => {
    const again = drag && !drag.sweep && onCell(event);
    if (swallow) event.stopPropagation();
    else if (again) act.type(true);
    drag = null;
    swallow = false;
  };
  root.addEventListener('click', click, true);
}

/** @param {Event} event */
const onCell = (event) => /** @type {Element} */ (event.target).closest('.cell.target');

/**
 * @param {PointerEvent} event
 * @param {Context['store']} store
 * @returns {Drag | null}
 */
function begun(event, store) {
  const cell = settable(store);
  const start = valueNow(store);
  const touched = event.isPrimary && event.button === 0 && onCell(event);
  if (!touched || !cell || start === null) return null;
  return { x: event.clientX, start, cell, pointer: event.pointerId, sweep: null };
}
