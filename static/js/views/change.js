// @ts-check
/** A given number in the inspector: typed into a field, or moved with a slider. */

import { el } from '../platform/dom.js';
import { cell as cellName } from '../lib/names.js';
import { writeNumber } from '../lib/number.js';
import { canSet, dragged, rangeAround, valueAt } from '../lib/touching.js';
import { createEntry } from './entry.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t, act } = context;
  root.classList.add('change');
  const entry = createEntry(context, {
    id: 'change-note',
    done: () => entry.input.select(),
    nudged: (pixels) => {
      const { selection } = store.get().focus;
      const now = value();
      if (selection && now !== null) act.put(selection, dragged(now, pixels));
    },
  });
  const slider = el('input', { attrs: { type: 'range' } });
  const title = el('h3');
  const how = el('p', { class: 'note' });
  root.append(
    el('header', null, title),
    el('div', { class: 'change-row' }, entry.input, slider),
    entry.note,
    how,
  );
  /** @type {ReturnType<Context['act']['sweep']> | null} */
  let sweep = null;
  let shown = '';

  const value = () => {
    const {
      stage: { trace },
      focus: { selection, explanation },
    } = store.get();
    return trace && selection ? valueAt(trace, selection, explanation) : null;
  };

  function show() {
    const {
      stage: { trace },
      focus: { selection },
      reader: { manner },
    } = store.get();
    const now = value();
    if (sweep && trace && selection) return; // what is being moved stays under the hand
    root.hidden = manner.lock || !trace || !selection || !canSet(trace, selection) || now === null;
    if (root.hidden) shown = '';
    if (root.hidden || !selection || now === null) return;
    const name = cellName(selection.address, selection.at, trace);
    const key = `${trace?.checkpoint} ${name} ${store.get().reader.lang}`;
    if (key === shown) return; // what is being typed stays
    shown = key;
    entry.show(now, name);
    const { min, max, step } = rangeAround(now);
    Object.assign(slider, { min, max, step, value: now });
    slider.setAttribute('aria-label', t('touch.slider', { name }));
    slider.setAttribute('aria-valuetext', writeNumber(now));
  }

  slider.addEventListener('input', () => {
    const { selection } = store.get().focus;
    const next = Number(slider.value);
    if (!selection) return;
    sweep ??= act.sweep(selection);
    entry.input.value = writeNumber(next);
    slider.setAttribute('aria-valuetext', writeNumber(next));
    sweep.to(next);
  });
  slider.addEventListener('change', async () => {
    const last = sweep?.to(Number(slider.value));
    sweep = null;
    shown = '';
    await last;
    show();
  });
  entry.input.addEventListener('blur', () => entry.take());
  store.on((state) => state.focus.selection, show);
  store.on((state) => state.stage.trace, show);
  store.on((state) => state.focus.explanation, show);
  store.on(
    (state) => state.reader.lang,
    () => {
      title.textContent = t('touch.title');
      how.textContent = t('touch.how');
      show();
    },
  );
}
