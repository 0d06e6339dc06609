// @ts-check
/**
 * What a check is and what it found; and one gradient of it: what the backward rules give, and what
 * nudging each number gives, side by side.
 */
import { clear, hide } from '../platform/dom.js';
import { keepingFocus } from '../platform/keeping-focus.js';
import { allOf, isAllKnown } from './checking/all.js';
import { slipped } from './checking/slipped.js';
import { sidesOf } from './checking/sides.js';

/** @typedef {import('../types.js').Context} Context */

/**
 * @param {HTMLElement} root
 * @param {Context & {checker: ReturnType<typeof import('../acts/checker.js').createChecker>}}
 *   context
 */
export function mount(root, { store, t, act, checker }) {
  root.classList.add('checking');
  const contents = () => {
    const { gradients, stage, focus } = store.get();
    const { check, checked } = gradients;
    const { trace, cursor } = stage;
    clear(root);
    hide(root, !trace || !check);
    if (!trace || !check) return;
    const { selection } = focus;
    const parts =
      checked && trace.tensors[checked.address]
        ? sidesOf(
            checked,
            { trace, selection, t, aside: slipped(store.get(), t, checked.address) },
            { close: checker.close, select: act.select },
          )
        : [...allOf(check, isAllKnown(check, trace, cursor), t), ...slipped(store.get(), t)];
    root.append(...parts);
  };
  const draw = () => keepingFocus(root, contents);
  store.onAny(
    ({ gradients, focus, reader, stage, server }) => [
      server.own,
      gradients.check,
      gradients.checked,
      focus.selection,
      reader.lang,
      stage.trace,
    ],
    draw,
  );
  // what it is is told where the page keeps the panel away, too
  store.on(
    (state) => state.gradients.check,
    (check) => {
      if (check && !root.checkVisibility({ visibilityProperty: true })) act.sheet(true);
    },
  );
  store.on(
    ({ gradients: { check }, stage: { trace, cursor } }) =>
      trace && check ? isAllKnown(check, trace, cursor) : null,
    draw,
  );
}
