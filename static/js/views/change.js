// @ts-check
/** A given number in the inspector: typed into a field, or moved with a slider. */

import { el, hide } from '../platform/dom.js';
import { cell as cellName } from '../lib/names.js';
import { dragged } from '../lib/touching.js';
import { createEntry } from './touching/entry.js';
import { settable, valueNow } from './touching/selected.js';
import { createSlider } from './touching/slider.js';

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
      const now = valueNow(store);
      if (selection && now !== null) act.put(selection, dragged(now, pixels));
    },
  });
  const slider = createSlider(context, {
    moved: (written) => {
      entry.input.value = written;
    },
    rested: () => {
      shown = '';
      show();
    },
  });
  const title = el('h3');
  const how = el('p', { class: 'note' });
  root.append(
    el('header', null, title),
    el('div', { class: 'change-row' }, entry.input, slider.input),
    entry.note,
    how,
  );
  let shown = '';

  function show() {
    const {
      stage: { trace },
      focus: { selection },
      reader: { lang },
    } = store.get();
    if (slider.moves() && trace && selection) return; // it stays under the hand
    const chosen = settable(store);
    const now = valueNow(store);
    hide(root, !chosen || now === null);
    if (root.hidden) shown = '';
    if (!chosen || now === null) return;
    const name = cellName(chosen.address, chosen.at, trace);
    const key = `${trace?.checkpoint} ${name} ${lang}`;
    if (key === shown) return; // what is being typed stays
    shown = key;
    entry.show(now, name);
    slider.show(now, name);
  }

  entry.input.addEventListener('blur', () => entry.take());
  store.onAny(({ focus, stage }) => [focus.selection, stage.trace, focus.explanation], show);
  store.on(
    (state) => state.reader.lang,
    () => {
      title.textContent = t('touch.title');
      how.textContent = t('touch.how');
      show();
    },
  );
}
