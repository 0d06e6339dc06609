// @ts-check
/** A strip of pinned numbers: they stay in view while the steps go by. */
import { clear, el, renew } from '../platform/dom.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { pinnedAt } from '../lib/pins.js';
import { createFar } from './far-numbers.js';
import { pinned } from './pinned.js';

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, context) {
  const { store, api, t } = context;
  const far = createFar(api, () => draw());

  const draw = () => {
    const { stage, focus } = store.get();
    const { trace } = stage;
    const shown = trace
      ? focus.pins.flatMap((pin) => pinnedAt(trace, pin, stage.cursor) ?? [])
      : [];
    root.hidden = shown.length === 0;
    root.parentElement?.classList.toggle('with-pins', !root.hidden);
    root.setAttribute('aria-label', t('pins.label'));
    if (!trace) return clear(root);
    keepingFocus(
      root,
      () =>
        renew(
          root,
          el(
            'ul',
            null,
            shown.map((pin) => pinned(pin, trace, context, far)),
          ),
        ),
      'pin',
    );
  };
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
