// @ts-check
/**
 * Numbers in the reader's hands: the selected cell is typed over in its place, or dragged sideways.
 */

import { el } from '../platform/dom.js';
import { writeNumber } from '../lib/number.js';
import { cell as cellName } from '../lib/names.js';
import { readMatrix } from '../lib/pasted.js';
import { canSet, dragged, valueAt } from '../lib/touching.js';
import { createEntry } from './entry.js';

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Cell} Cell */

/** A pointer that moves less than this, in pixels, has clicked. */
const STILL = 4;

/** Where the selected number stands: its cell, or its mark on a heat-map. */
const HERE = '.cell.target, .heat .pin';

/**
 * @param {HTMLElement} root   the stage
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, act } = context;
  const entry = createEntry(context, { id: 'touch-note', done: close, nudged: nudge });
  const box = el('div', { class: 'touch', attrs: { hidden: true } }, entry.input, entry.note);
  root.append(box);
  /**
   * @type {{x: number, start: number, cell: Cell, pointer: number, sweep:
   *   ReturnType<Context['act']['sweep']> | null} | null}
   */
  let drag = null;
  let swallow = false;

  const settable = () => {
    const {
      stage: { trace },
      focus: { selection },
      reader: { manner },
    } = store.get();
    return !manner.lock && selection && canSet(trace, selection) ? selection : null;
  };
  const value = () => {
    const {
      stage: { trace },
      focus: { selection, explanation },
    } = store.get();
    return trace && selection ? valueAt(trace, selection, explanation) : null;
  };

  function place() {
    const spot = box.hidden ? null : root.querySelector(HERE)?.getBoundingClientRect();
    if (!spot) return;
    const { left, top, width } = root.getBoundingClientRect();
    const half = box.offsetWidth / 2;
    const middle = spot.left - left + spot.width / 2;
    box.style.left = `${Math.max(4, Math.min(width - 2 * half - 4, middle - half))}px`;
    box.style.top = `${spot.top - top + spot.height / 2 - entry.input.offsetHeight / 2}px`;
  }

  /** @param {boolean} typing */
  function show(typing) {
    const chosen = typing ? settable() : null;
    const { trace } = store.get().stage;
    if (typing && !chosen) return act.type(false);
    box.hidden = !chosen;
    if (!chosen) return;
    entry.show(value(), cellName(chosen.address, chosen.at, trace));
    place();
    entry.input.focus({ preventScroll: true });
    entry.input.select();
  }

  /** The field gives way to its cell. */
  function close() {
    act.type(false);
    const here = root.querySelector(HERE);
    const focus = here?.matches('.cell') ? here : here?.closest('.heat');
    if (focus instanceof HTMLElement) focus.focus({ preventScroll: true });
  }

  /** @param {number} pixels */
  async function nudge(pixels) {
    const chosen = settable();
    const now = value();
    if (!chosen || now === null) return;
    const next = dragged(now, pixels);
    await act.put(chosen, next);
    if (store.get().focus.typing)
      entry.show(value(), cellName(chosen.address, chosen.at, store.get().stage.trace));
    place();
  }

  root.addEventListener(
    'keydown',
    (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const from = target.closest('.cells, .heat');
      if (event.key !== 'Enter' || !(from instanceof HTMLElement)) return;
      const at = target.matches('.cell')
        ? (target.dataset.at ?? '').split(',').filter(Boolean).map(Number)
        : null;
      const { selection } = store.get().focus;
      if (
        at &&
        (selection?.address !== from.dataset.address || String(selection?.at) !== String(at))
      )
        return;
      if (!settable() || (!at && from.dataset.address !== selection?.address)) return;
      event.preventDefault();
      event.stopPropagation();
      act.type(true);
    },
    true,
  );

  // A matrix pasted while a cell is selected fills its tensor, whatever has the focus.
  document.addEventListener('paste', (event) => {
    const typed = document.activeElement?.closest('input, textarea, select, dialog');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (typed || !settable() || !readMatrix(text, () => false)) return;
    event.preventDefault();
    act.type(true);
    entry.paste(text);
  });

  root.addEventListener('pointerdown', (event) => {
    swallow = false;
    const chosen = settable();
    const start = value();
    const touched =
      event.isPrimary &&
      event.button === 0 &&
      /** @type {Element} */ (event.target).closest('.cell.target');
    drag =
      touched && chosen && start !== null
        ? { x: event.clientX, start, cell: chosen, pointer: event.pointerId, sweep: null }
        : null;
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
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag?.sweep) return;
      event.stopPropagation();
      move(drag.start);
      end();
    },
    true,
  );
  root.addEventListener(
    'click',
    (event) => {
      const again =
        drag && !drag.sweep && /** @type {Element} */ (event.target).closest('.cell.target');
      if (swallow) event.stopPropagation();
      else if (again) act.type(true);
      drag = null;
      swallow = false;
    },
    true,
  );

  /** @param {number} next */
  function move(next) {
    box.hidden = false;
    box.classList.add('moving');
    entry.input.value = writeNumber(next);
    place();
    drag?.sweep?.to(next).then(place);
  }

  function end() {
    if (!drag?.sweep) return;
    box.classList.remove('moving');
    root.classList.remove('dragging');
    box.hidden = true;
    swallow = true;
    drag = null;
  }

  entry.input.addEventListener('blur', async () => {
    if (!box.hidden && store.get().focus.typing && document.hasFocus() && (await entry.take()))
      act.type(false);
  });
  store.on((state) => state.focus.typing, show);
  store.on(
    (state) => state.focus.selection,
    (chosen, { focus: { typing }, stage: { trace } }) => {
      root.classList.toggle('given', canSet(trace, chosen));
      if (typing && !chosen) act.type(false);
    },
  );
  store.on(
    (state) => state.stage.cursor,
    () => {
      if (store.get().focus.typing) act.type(false);
    },
  );
  store.on(
    (state) => state.reader.lang,
    () => entry.note.replaceChildren(),
  );
  root.addEventListener('scroll', place, true);
  const settled = new ResizeObserver(place);
  settled.observe(root);
  settled.observe(box);
}
