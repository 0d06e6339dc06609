// @ts-check
/** The selected number in a field that lies over its cell, where it is typed, pasted or dragged. */
import { writeNumber } from '../../lib/number.js';
import { cell as cellName } from '../../lib/names.js';
import { dragged } from '../../lib/touching.js';
import { el } from '../../platform/dom.js';
import { createEntry } from './entry.js';
import { settable, valueNow } from './selected.js';

/** @typedef {import('../../types.js').Context} Context */
/** @typedef {ReturnType<typeof createField>} Field */

/** Where the selected number stands: its cell, or its mark on a heat-map. */
const HERE = '.cell.target, .heat .pin';

/**
 * @param {HTMLElement} root   the stage
 * @param {Context} context
 */
export function createField(root, context) {
  const { store, act } = context;

  /** The field gives way to its cell. */
  const close = () => {
    act.type(false);
    const here = root.querySelector(HERE);
    const focus = here?.matches('.cell') ? here : here?.closest('.heat');
    if (focus instanceof HTMLElement) focus.focus({ preventScroll: true });
  };

  /** @param {number} pixels */
  const nudge = async (pixels) => {
    const chosen = settable(store);
    const now = valueNow(store);
    if (!chosen || now === null) return;
    await act.put(chosen, dragged(now, pixels));
    if (store.get().focus.typing) write(chosen);
    place();
  };

  const entry = createEntry(context, { id: 'touch-note', done: close, nudged: nudge });
  const box = el('div', { class: 'touch', attrs: { hidden: true } }, entry.input, entry.note);
  root.append(box);

  /** @param {import('../../types.js').Cell} cell */
  const write = ({ address, at }) =>
    entry.show(valueNow(store), cellName(address, at, store.get().stage.trace));

  const place = () => {
    const spot = box.hidden ? null : root.querySelector(HERE)?.getBoundingClientRect();
    if (!spot) return;
    const { left, top, width } = root.getBoundingClientRect();
    const half = box.offsetWidth / 2;
    const middle = spot.left - left + spot.width / 2;
    box.style.left = `${Math.max(4, Math.min(width - 2 * half - 4, middle - half))}px`;
    box.style.top = `${spot.top - top + spot.height / 2 - entry.input.offsetHeight / 2}px`;
  };

  return {
    box,
    entry,
    place,
    /** @param {boolean} typing */
    show(typing) {
      const chosen = typing ? settable(store) : null;
      if (typing && !chosen) return act.type(false);
      box.hidden = !chosen;
      if (!chosen) return;
      write(chosen);
      place();
      entry.input.focus({ preventScroll: true });
      entry.input.select();
    },
    /** Under a pointer that drags it. @param {number} next */
    follow(next) {
      box.hidden = false;
      box.classList.add('moving');
      entry.input.value = writeNumber(next);
      place();
    },
    rest() {
      box.classList.remove('moving');
      box.hidden = true;
    },
  };
}
