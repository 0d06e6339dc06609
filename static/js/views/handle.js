// @ts-check
/**
 * The handle of the sheet on small screens: touched or drawn up it opens the inspector, drawn down
 * it closes it.
 */
import { el } from '../platform/dom.js';

/** A finger that moves less than this, in pixels, has only touched. */
const DRAWN = 16;

/** @param {import('../types.js').Context} context */
export function createHandle({ store, t, act }) {
  const handle = el('button', { class: 'handle', attrs: { type: 'button' } });
  let from = 0;
  let drawn = false;
  handle.addEventListener('pointerdown', (event) => {
    from = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointerup', (event) => {
    drawn = Math.abs(event.clientY - from) > DRAWN;
    if (drawn) act.sheet(event.clientY < from);
  });
  handle.addEventListener('click', () => {
    if (!drawn) act.sheet(!store.get().reader.sheet);
    drawn = false;
  });
  store.on(
    (state) => state.reader.sheet,
    (sheet) => handle.setAttribute('aria-expanded', String(sheet)),
  );
  store.on(
    (state) => state.reader.lang,
    () => handle.setAttribute('aria-label', t('transport.sheet')),
  );
  return handle;
}
