// @ts-check
/**
 * Numbers in the reader's hands: the selected cell is typed over in its place, or dragged sideways.
 */

import { readMatrix } from '../lib/pasted.js';
import { canSet } from '../lib/touching.js';
import { letDrag } from './touching/dragging.js';
import { createField } from './touching/field.js';
import { settable } from './touching/selected.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root   the stage
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, act } = context;
  const field = createField(root, context);
  const { entry, box } = field;
  letType(root, context);
  letPaste(context, entry);
  letDrag(root, context, field);

  entry.input.addEventListener('blur', async () => {
    if (!box.hidden && store.get().focus.typing && document.hasFocus() && (await entry.take()))
      act.type(false);
  });
  store.on((state) => state.focus.typing, field.show);
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
  root.addEventListener('scroll', field.place, true);
  const settled = new ResizeObserver(field.place);
  settled.observe(root);
  settled.observe(box);
}

/**
 * Enter on the selected cell, or on the heat-map that holds it.
 * @param {HTMLElement} root
 * @param {Context} context
 */
function letType(root, { store, act }) {
  const enter = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const from = target.closest('.cells, .heat');
    if (event.key !== 'Enter' || !(from instanceof HTMLElement)) return;
    const { selection } = store.get().focus;
    const at = target.matches('.cell')
      ? (target.dataset.at ?? '').split(',').filter(Boolean).map(Number)
      : selection?.at;
    const selected =
      selection?.address === from.dataset.address && String(selection?.at) === String(at);
    if (!selected || !settable(store)) return;
    event.preventDefault();
    event.stopPropagation();
    act.type(true);
  };
  root.addEventListener('keydown', enter, true);
}

/**
 * A matrix pasted while a cell is selected fills its tensor, whatever has the focus.
 * @param {Context} context
 * @param {import('./touching/field.js').Field['entry']} entry
 */
function letPaste({ store, act }, entry) {
  document.addEventListener('paste', (event) => {
    const typed = document.activeElement?.closest('input, textarea, select, dialog');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (typed || !settable(store) || !readMatrix(text, () => false)) return;
    event.preventDefault();
    act.type(true);
    entry.paste(text);
  });
}
