// @ts-check
/** A strip of pinned numbers: they stay in view while the steps go by. */
import { el } from '../lib/sketch.js';
import { clear, hide } from '../platform/dom.js';
import { redraw } from '../platform/redraw.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { keyOf, pinnedAt } from '../lib/pins.js';
import { createFar } from './far-numbers.js';
import { pinned } from './pinned.js';

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, context) {
  const { store, api, t, act } = context;
  const far = createFar(api, () => draw());

  /** @type {import('./pinned.js').Pin[]} */
  let shown = [];

  const draw = () => {
    const { stage, focus } = store.get();
    const { trace } = stage;
    shown = trace ? focus.pins.flatMap((pin) => pinnedAt(trace, pin, stage.cursor) ?? []) : [];
    hide(root, shown.length === 0);
    root.parentElement?.classList.toggle('with-pins', !root.hidden);
    root.setAttribute('aria-label', t('pins.label'));
    if (!trace) return clear(root);
    keepingFocus(
      root,
      () => redraw(root, el('ul', null, ...shown.map((pin) => pinned(pin, trace, context, far)))),
      'pin',
    );
  };
  root.addEventListener('click', ({ target }) => {
    const button = /** @type {Element} */ (target).closest('[data-pin]');
    const pin = shown.find(({ cell }) => keyOf(cell) === button?.closest('li')?.dataset.cell);
    if (!button || !pin) return;
    if (button.matches('.pinned-off')) act.pin(pin.cell);
    else if (pin.known) act.select(pin.cell.address, pin.cell.at);
  });
  store.onAny(
    ({ focus, stage, teaching, reader, runs }) => [
      focus.pins,
      stage.trace,
      stage.cursor,
      focus.selection,
      teaching.guess,
      reader.lang,
      runs.training,
      runs.live,
    ],
    draw,
  );
}
